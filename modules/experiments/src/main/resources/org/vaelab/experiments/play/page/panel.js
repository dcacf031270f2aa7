// One model: its plane, the picture of the code there, its class, and a walk.

import * as server from './server.js';
import { Plane, alongPath, colourOf } from './plane.js';
import { copies, paint, paintSheet, rounded, save, shellWord } from './pixels.js';

const SLIDER_END = 4;

export class Panel {
  followed = () => {};

  constructor(model, index, guarded) {
    this.model = model;
    this.index = index;
    this.guarded = guarded;
    this.code = new Array(model.latent).fill(0);
    this.root = document.getElementById('panel').content.cloneNode(true).firstElementChild;
    this.find = (selector) => this.root.querySelector(selector);
    this.decoder = new server.Newest((wish) => guarded(() => this.#decode(wish)));
    this.#describe();
    this.plane = new Plane(this.find('.plane canvas'), this.code, {
      changed: (x, y, time) => this.#dragged(x, y, time),
      pathDrawn: () => guarded(() => this.#walk()),
    });
    if (model.latent === 1) {
      this.plane.axes = [0, 0];
    }
    this.#setUpAxes();
    this.#setUpClasses();
    this.#setUpSliders();
    this.#setUpWalk();
    this.find('.save').addEventListener('click', () =>
      guarded(async () => save(await server.picture('decode', this.#asked([this.code])), 'decoded.png')));
    copies(this.find('.copy'), this.find('.command'));
  }

  #describe() {
    const { name, kind, latent, width, height, channels, epoch } = this.model;
    this.find('h2').textContent = name;
    const colours = channels === 3 ? ' in colour' : '';
    const parts = [kind, `${latent} latent ${latent === 1 ? 'dimension' : 'dimensions'}`,
      `${width} × ${height} pixels${colours}`];
    if (epoch !== null) {
      parts.push(`weights after epoch ${epoch}`);
    }
    this.find('.facts').textContent = parts.join(', ');
  }

  // Newer weights of the same network.
  renew(model) {
    this.model = model;
    this.#describe();
    this.goTo(this.code, false);
  }

  setPoints(points) {
    const first = this.plane.points === null;
    this.plane.points = points;
    this.find('.legend').replaceChildren(
      ...this.model.classes.slice(0, 20).map((name, i) => {
        const item = document.createElement('span');
        const dot = document.createElement('i');
        dot.style.background = colourOf(i);
        item.append(dot, name);
        return item;
      }));
    first ? this.plane.fit() : this.plane.refresh();
  }

  #setUpAxes() {
    const across = this.find('.across');
    const up = this.find('.up');
    this.code.forEach((_, d) => {
      across.add(new Option(`z${d + 1}`, d));
      up.add(new Option(`z${d + 1}`, d));
    });
    up.value = this.plane.axes[1];
    up.parentElement.hidden = this.model.latent === 1;
    for (const select of [across, up]) {
      select.addEventListener('change', () => {
        this.plane.axes = [Number(across.value), Number(up.value)];
        this.plane.path = null;
        this.plane.fit();
        this.plane.refresh();
        this.#tell();
      });
    }
    this.find('.closer').addEventListener('click', () => this.plane.zoom(1 / 1.4));
    this.find('.farther').addEventListener('click', () => this.plane.zoom(1.4));
    this.find('.origin').addEventListener('click', () => this.goTo(this.code.map(() => 0)));
  }

  #setUpClasses() {
    if (!this.model.conditional) {
      return;
    }
    this.find('.classes').hidden = false;
    const fields = ['.first', '.second', '.share'].map(this.find);
    this.model.classes.forEach((name, i) => {
      fields[0].add(new Option(name, i));
      fields[1].add(new Option(name, i));
    });
    fields[1].value = Math.min(1, this.model.classes.length - 1);
    for (const field of fields) {
      field.addEventListener('input', () => {
        this.find('.classes output').textContent = `${this.find('.share').value} %`;
        this.#show(performance.now());
      });
    }
  }

  // The class that an image is encoded with; null for models without.
  get encodedClass() {
    return this.model.conditional ? Number(this.find('.first').value) : null;
  }

  set encodedClass(index) {
    if (this.model.conditional && index < this.model.classes.length) {
      this.find('.first').value = index;
      this.find('.share').value = 0;
      this.find('.classes output').textContent = '0 %';
    }
  }

  // The shares of the classes, in hundredths.
  #hundredths() {
    const shares = new Array(this.model.classes.length).fill(0);
    const second = Number(this.find('.share').value);
    shares[this.find('.first').value] += 100 - second;
    shares[this.find('.second').value] += second;
    return shares;
  }

  #labelOption() {
    if (!this.model.conditional) {
      return '';
    }
    const parts = this.#hundredths()
      .map((share, i) => [this.model.classes[i], share])
      .filter(([, share]) => share > 0);
    const words = parts.length === 1
      ? parts[0][0]
      : parts.map(([name, share]) => `${name}:${share / 100}`).join(',');
    return ` --label ${shellWord(words)}`;
  }

  #setUpSliders() {
    const rows = this.code.map((_, d) => {
      const label = document.createElement('label');
      const name = document.createElement('span');
      name.textContent = `z${d + 1}`;
      const slider = document.createElement('input');
      Object.assign(slider, { type: 'range', min: -SLIDER_END, max: SLIDER_END, step: 0.001 });
      const number = document.createElement('output');
      slider.addEventListener('input', (event) => {
        this.code[d] = rounded(slider.valueAsNumber);
        this.#moved(event.timeStamp);
      });
      label.append(name, slider, number);
      return { label, slider, number };
    });
    this.sliders = rows;
    this.find('.sliders').append(...rows.map((row) => row.label));
    this.find('.code').open = this.model.latent > 2 && this.model.latent <= 12;
    this.find('.code').addEventListener('toggle', () => this.#showSliders());
  }

  #dragged(x, y, time) {
    this.code[this.plane.axes[0]] = rounded(x);
    if (!this.plane.flat && this.plane.axes[0] !== this.plane.axes[1]) {
      this.code[this.plane.axes[1]] = rounded(y);
    }
    this.#moved(time);
  }

  #moved(time) {
    this.#show(time);
    this.followed(this.code);
  }

  // Takes a code as it is, but for digits that nobody sees.
  goTo(code, tell = true) {
    code.forEach((number, d) => (this.code[d] = rounded(number)));
    this.#show(performance.now());
    if (tell) {
      this.followed(this.code);
    }
  }

  #asked(codes) {
    const asked = { model: this.index, codes };
    if (this.model.conditional) {
      asked.label = this.#hundredths().map((share) => share / 100);
    }
    return asked;
  }

  #show(time) {
    this.plane.draw();
    this.#showSliders();
    this.decoder.want({ asked: this.#asked([[...this.code]]), command: this.#command(), time });
  }

  #showSliders() {
    if (this.find('.code').open) {
      this.sliders.forEach(({ slider, number }, d) => {
        slider.value = this.code[d];
        number.textContent = this.code[d].toFixed(2);
      });
    }
  }

  #command() {
    return `vaelab decode ${this.model.word}${this.#labelOption()} --out decoded.png -- ${this.code.join(',')}`;
  }

  async #decode({ asked, command, time }) {
    const pixels = await server.decode(asked);
    paint(this.find('.picture canvas'), pixels, this.model);
    this.find('.command').textContent = command;
    this.#tell();
    this.root.dispatchEvent(
      new CustomEvent('pictured', { bubbles: true, detail: { milliseconds: performance.now() - time } }));
  }

  #tell() {
    const [x, y] = this.plane.axes;
    const place = (d) => `z${d + 1} = ${this.code[d].toFixed(2)}`;
    this.find('.where').textContent = x === y ? place(x) : `${place(x)}, ${place(y)}`;
    this.find('.plane canvas').setAttribute(
      'aria-label',
      `Latent plane of ${this.model.name}, at ${this.find('.where').textContent}.` +
        ' Arrow keys move, with Shift farther, Home goes to the middle.');
  }

  #setUpWalk() {
    const { plane } = this;
    const pick = (end) => () => {
      plane.ends[end] = [...this.code];
      plane.path = null;
      plane.draw();
      if (plane.ends.start && plane.ends.end) {
        this.guarded(() => this.#walk());
      }
    };
    this.find('.start').addEventListener('click', pick('start'));
    this.find('.end').addEventListener('click', pick('end'));
    this.find('.draw-path').addEventListener('click', () => this.#drawPath(!plane.drawsPath));
    this.find('.straight').addEventListener('click', () => {
      plane.path = null;
      plane.draw();
      this.guarded(() => this.#walk());
    });
    this.find('.steps').addEventListener('change', () => this.guarded(() => this.#walk()));
    this.find('.go').addEventListener('click', () => this.#showWalk());
    this.find('.save-walk').addEventListener('click', () =>
      this.guarded(async () => save(await server.picture('decode', this.walked.asked), 'walk.png')));
    this.find('.save-codes').addEventListener('click', () => save(this.#walkedCodes(), 'walk.csv'));
    copies(this.find('.copy-walk'), this.find('.walk-command'));
  }

  #drawPath(on) {
    this.plane.drawsPath = on;
    this.find('.draw-path').setAttribute('aria-pressed', on);
    this.find('.plane').classList.toggle('drawing', on);
  }

  async #walk() {
    const { start, end } = this.plane.ends;
    const steps = this.find('.steps');
    if (!start || !end || !steps.reportValidity()) {
      return;
    }
    this.#drawPath(false);
    const of = (code) => this.plane.axes.map((axis) => code[axis]);
    const places = [of(start), ...(this.plane.path ?? []), of(end)];
    const codes = alongPath(places, steps.valueAsNumber).map(({ share, place }) => {
      // What the plane does not show goes straight from the one to the other.
      const code = start.map((number, d) => rounded((1 - share) * number + share * end[d]));
      this.plane.axes.forEach((axis, i) => (code[axis] = rounded(place[i])));
      return code;
    });
    const asked = this.#asked(codes);
    const pixels = await server.decode(asked);
    this.walked = { asked, pixels };
    this.find('.result').hidden = false;
    paintSheet(this.find('.strip'), pixels, this.model, 10);
    this.find('.walk-command').textContent =
      `vaelab decode ${this.model.word}${this.#labelOption()} --out walk.png walk.csv`;
  }

  #walkedCodes() {
    const header = this.code.map((_, d) => `z${d + 1}`).join(',');
    const rows = this.walked.asked.codes.map((code) => code.join(','));
    return new Blob([[header, ...rows].join('\n') + '\n'], { type: 'text/csv' });
  }

  async #showWalk() {
    const { asked, pixels } = this.walked;
    const size = pixels.length / asked.codes.length;
    for (let i = 0; i < asked.codes.length; i++) {
      paint(this.find('.picture canvas'), pixels, this.model, i * size);
      asked.codes[i].forEach((number, d) => (this.code[d] = number));
      this.plane.draw();
      await new Promise((done) => setTimeout(done, 90));
    }
    this.goTo(asked.codes.at(-1));
  }
}
