// How the training of a run goes: its losses as curves, and its figures.

import * as server from './server.js';

const NAMES = { train_loss: 'training', test_loss: 'test' };

export class Trainings {
  #shown = new Map();

  constructor(panels) {
    this.panels = panels;
    document.getElementById('trainings').hidden = panels.length === 0;
    for (const panel of panels) {
      const root = document.getElementById('training').content.cloneNode(true).firstElementChild;
      root.querySelector('h3').textContent = panel.model.name;
      root.querySelector('h3').hidden = panels.length === 1;
      document.getElementById('curves').append(root);
      this.#shown.set(panel, { root, training: null });
      new ResizeObserver(() => this.#draw(panel)).observe(root);
    }
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
      panels.forEach((panel) => this.#draw(panel)));
  }

  async refresh() {
    for (const panel of this.panels) {
      const shown = this.#shown.get(panel);
      const training = await server.training(panel.index);
      if (JSON.stringify(training) !== JSON.stringify(shown.training)) {
        shown.training = training;
        this.#draw(panel);
        this.#showFigures(panel, shown);
      }
    }
  }

  #showFigures(panel, { root, training }) {
    root.querySelector('.figures').replaceChildren(
      ...Object.entries(training.figures).map(([name, stamp]) => {
        const figure = document.createElement('figure');
        const picture = document.createElement('img');
        picture.src = server.figureAddress(panel.index, name, stamp);
        picture.alt = `The run's figure ${name}`;
        picture.loading = 'lazy';
        const caption = document.createElement('figcaption');
        caption.textContent = name;
        figure.append(picture, caption);
        return figure;
      }));
  }

  #draw(panel) {
    const { root, training } = this.#shown.get(panel);
    if (!training) {
      return;
    }
    const curves = Object.entries(training.curves);
    const done = Math.max(0, ...curves.map(([, numbers]) => numbers.length));
    const last = curves
      .map(([name, numbers]) => `${NAMES[name]} loss ${numbers.at(-1)?.toFixed(2) ?? 'not finite'}`)
      .join(', ');
    root.querySelector('.state').textContent =
      `${training.state}, ${done} of ${training.epochs} epochs${last ? `: ${last} nats per image` : ''}`;
    const canvas = root.querySelector('.curve');
    canvas.hidden = done < 2;
    canvas.setAttribute('aria-label', `The losses of ${done} epochs; ${last}`);
    if (done >= 2) {
      drawCurves(canvas, curves, done);
    }
  }
}

function drawCurves(canvas, curves, epochs) {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((v) => Math.round(v * ratio));
  canvas.width = width;
  canvas.height = height;
  const style = getComputedStyle(canvas);
  const pen = canvas.getContext('2d');
  const all = curves.flatMap(([, numbers]) => numbers).filter((number) => number !== null);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const [left, right, top, bottom] = [52, 70, 12, 24].map((v) => v * ratio);
  const x = (epoch) => left + (epoch / (epochs - 1)) * (width - left - right);
  const y = (loss) => top + ((high - loss) / (high - low || 1)) * (height - top - bottom);
  pen.font = `${11 * ratio}px ${style.fontFamily}`;
  pen.fillStyle = style.getPropertyValue('--quiet');
  pen.strokeStyle = style.getPropertyValue('--line');
  pen.textAlign = 'right';
  for (const loss of [low, (low + high) / 2, high]) {
    pen.beginPath();
    pen.moveTo(left, y(loss));
    pen.lineTo(width - right, y(loss));
    pen.stroke();
    pen.fillText(loss.toFixed(1), left - 6 * ratio, y(loss) + 4 * ratio);
  }
  pen.textAlign = 'center';
  pen.fillText('1', x(0), height - 6 * ratio);
  pen.fillText(`epoch ${epochs}`, x(epochs - 1), height - 6 * ratio);
  pen.textAlign = 'left';
  let taken = -Infinity;
  curves.forEach(([name, numbers], i) => {
    const colour = style.getPropertyValue(i === 0 ? '--accent' : '--second');
    pen.strokeStyle = colour;
    pen.fillStyle = colour;
    pen.lineWidth = 2 * ratio;
    pen.beginPath();
    numbers.forEach((loss, epoch) => loss !== null && pen.lineTo(x(epoch), y(loss)));
    pen.stroke();
    const here = y(numbers.at(-1) ?? low) + 4 * ratio;
    const at = Math.abs(here - taken) < 14 * ratio ? taken - 14 * ratio : here;
    pen.fillText(NAMES[name], width - right + 8 * ratio, at);
    taken = at;
  });
}
