// An image that is drawn, dropped or taken, and what each model makes of it.

import * as server from './server.js';
import { canvasBlob, copies, paint, pixelsOf, save, shellWord } from './pixels.js';

const NEIGHBOURS = 15;
const LARGEST_FILE = 50 << 20;

export class Sketch {
  constructor(panels, guarded) {
    this.panels = panels;
    this.guarded = guarded;
    this.paper = document.getElementById('paper');
    this.pen = this.paper.getContext('2d', { willReadFrequently: true });
    this.taken = null;
    this.drawn = false;
    this.results = panels.map((panel) => this.#result(panel));
    document.getElementById('ink-label').hidden = !panels.some(({ model }) => model.channels === 3);
    document.getElementById('clear').addEventListener('click', () => this.#clear());
    document.getElementById('take').addEventListener('click', () => guarded(() => this.#take()));
    document.getElementById('file').addEventListener('change', (event) =>
      guarded(() => this.#open(event.target.files[0])));
    this.paper.addEventListener('pointerdown', (event) => this.#down(event));
    this.paper.addEventListener('pointermove', (event) => this.#move(event));
    this.paper.addEventListener('dragover', (event) => event.preventDefault());
    this.paper.addEventListener('drop', (event) => {
      event.preventDefault();
      guarded(() => this.#open(event.dataTransfer.files[0]));
    });
    for (const panel of panels) {
      panel.find('.classes').addEventListener('change', () => this.drawn && this.#changed());
    }
    this.#blank();
  }

  #result(panel) {
    const root = document.getElementById('image-result').content.cloneNode(true).firstElementChild;
    const find = (selector) => root.querySelector(selector);
    const result = { panel, root, find, encoder: null, mean: null };
    result.encoder = new server.Newest((pixels) => this.guarded(() => this.#encode(result, pixels)));
    find('h3').textContent = panel.model.name;
    find('h3').hidden = this.panels.length === 1;
    find('.go-there').addEventListener('click', () => result.mean && panel.goTo(result.mean));
    find('.save-input').addEventListener('click', async () =>
      save(await canvasBlob(find('.input')), 'image.png'));
    find('.save-made').addEventListener('click', () =>
      this.guarded(async () => {
        const { label, pixels } = result.encoded;
        save(await server.reconstructionPicture(panel.index, label, pixels), 'reconstruction.png');
      }));
    copies(find('.copy'), find('code'));
    root.hidden = true;
    document.getElementById('found').append(root);
    return result;
  }

  #blank() {
    this.pen.fillStyle = '#000';
    this.pen.fillRect(0, 0, this.paper.width, this.paper.height);
    this.taken = null;
    this.drawn = false;
  }

  #clear() {
    this.#blank();
    for (const { panel, root } of this.results) {
      root.hidden = true;
      panel.plane.ellipse = null;
      panel.plane.draw();
    }
  }

  #at(event) {
    const box = this.paper.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * this.paper.width,
      ((event.clientY - box.top) / box.height) * this.paper.height,
    ];
  }

  #down(event) {
    event.preventDefault();
    this.paper.setPointerCapture(event.pointerId);
    this.last = this.#at(event);
    this.#line(this.last);
  }

  #move(event) {
    if (this.paper.hasPointerCapture(event.pointerId)) {
      this.#line(this.#at(event));
    }
  }

  #line(to) {
    this.pen.strokeStyle = document.getElementById('ink').value;
    this.pen.lineWidth = this.paper.width / 12;
    this.pen.lineCap = 'round';
    this.pen.lineJoin = 'round';
    this.pen.beginPath();
    this.pen.moveTo(...this.last);
    this.pen.lineTo(...to);
    this.pen.stroke();
    this.last = to;
    this.taken = null;
    this.#changed();
  }

  // A picture covers the paper; what stands over is cut off.
  async #open(file) {
    if (!file) {
      return;
    }
    if (file.size > LARGEST_FILE) {
      throw new Error('That file is too large for a picture: 50 MB are the most.');
    }
    let picture;
    try {
      picture = await createImageBitmap(file);
    } catch {
      throw new Error('That file is no picture that this browser can read.');
    }
    const side = Math.min(picture.width, picture.height);
    this.#blank();
    this.pen.imageSmoothingQuality = 'high';
    this.pen.drawImage(
      picture,
      (picture.width - side) / 2, (picture.height - side) / 2, side, side,
      0, 0, this.paper.width, this.paper.height);
    picture.close();
    this.#changed();
  }

  // A test image keeps its very pixels for the models that it belongs to.
  async #take() {
    const field = document.getElementById('row');
    if (!field.reportValidity()) {
      return;
    }
    const row = field.valueAsNumber;
    const { panel } = this.results[0];
    const pixels = await server.testImage(panel.index, row);
    const small = document.createElement('canvas');
    paint(small, pixels, panel.model);
    this.#blank();
    this.pen.imageSmoothingEnabled = false;
    this.pen.drawImage(small, 0, 0, this.paper.width, this.paper.height);
    this.pen.imageSmoothingEnabled = true;
    this.taken = { pixels, shape: panel.model };
    for (const each of this.panels) {
      if (each.plane.points) {
        each.encodedClass = each.plane.points.classes[row];
      }
    }
    this.#changed();
  }

  #changed() {
    this.drawn = true;
    for (const result of this.results) {
      result.encoder.want(this.#pixels(result.panel.model));
    }
  }

  #pixels(model) {
    const same = this.taken && ['width', 'height', 'channels'].every(
      (name) => this.taken.shape[name] === model[name]);
    return same ? this.taken.pixels : pixelsOf(this.paper, model);
  }

  async #encode(result, pixels) {
    const { panel, find, root } = result;
    const { model } = panel;
    const label = panel.encodedClass;
    const { mean, deviation, pixels: made } = await server.encode(panel.index, label, pixels);
    result.mean = mean;
    result.encoded = { label, pixels };
    panel.plane.ellipse = { mean, deviation };
    panel.plane.draw();
    root.hidden = false;
    paint(find('.input'), pixels, model);
    paint(find('.made'), made, model);
    find('.near').textContent = nearest(panel, mean);
    const option = label === null ? '' : ` --label ${shellWord(model.classes[label])}`;
    find('code').textContent =
      `vaelab reconstruct ${model.word} image.png${option} --out reconstruction.png`;
  }
}

// The classes of the test images around a code, by distance in all dimensions.
function nearest(panel, mean) {
  const { points } = panel.plane;
  if (!points || points.count === 0) {
    return '';
  }
  const { codes, latent, classes, count } = points;
  const distances = Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let d = 0; d < latent; d++) {
      sum += (codes[i * latent + d] - mean[d]) ** 2;
    }
    return [sum, classes[i]];
  });
  distances.sort((a, b) => a[0] - b[0]);
  const near = distances.slice(0, NEIGHBOURS);
  const counts = new Map();
  near.forEach(([, index]) => counts.set(index, (counts.get(index) ?? 0) + 1));
  const parts = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([index, times]) => `${panel.model.classes[index]} (${times})`);
  return `Classes of the ${near.length} nearest test images: ${parts.join(', ')}`;
}
