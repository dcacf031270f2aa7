// The latent plane: two dimensions of the code, the encoded test images, the place of the pointer.

const COLOURS = [
  '#4269d0', '#e2892b', '#d1495b', '#2a9d8f', '#6a994e',
  '#8a5fbf', '#9c6b4e', '#c2569a', '#7d8597', '#b59f00',
];

export function colourOf(index) {
  return COLOURS[index] ?? `hsl(${(index * 47) % 360} 55% 50%)`;
}

const STEP = 0.02;
const LARGE_STEP = 0.1;

export class Plane {
  axes = [0, 1];
  extent = 3;
  points = null;
  path = null;
  ellipse = null;
  ends = { start: null, end: null };
  drawsPath = false;
  #backdrop = null;

  // changed(x, y, time) is told of each move, pathDrawn() of a path that is done.
  constructor(canvas, code, { changed, pathDrawn }) {
    this.canvas = canvas;
    this.code = code;
    this.changed = changed;
    this.pathDrawn = pathDrawn;
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    new ResizeObserver(() => this.refresh()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.refresh());
  }

  // A model of one dimension has a line; its other axis stands for nothing.
  get flat() {
    return this.code.length === 1;
  }

  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 2 - 1;
    const y = 1 - ((event.clientY - box.top) / box.height) * 2;
    const inside = (v) => Math.max(-1, Math.min(1, v)) * this.extent;
    return [inside(x), this.flat ? 0 : inside(y)];
  }

  #down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.canvas.focus({ preventScroll: true, focusVisible: false });
    event.preventDefault();
    if (this.drawsPath) {
      this.path = [this.#place(event)];
      this.draw();
      this.canvas.addEventListener(
        'lostpointercapture',
        () => this.path && this.path.length > 1 && this.pathDrawn(),
        { once: true });
    } else {
      this.changed(...this.#place(event), event.timeStamp);
    }
  }

  #move(event) {
    if (!this.canvas.hasPointerCapture(event.pointerId)) {
      return;
    }
    if (this.drawsPath) {
      this.path.push(this.#place(event));
      this.draw();
    } else {
      this.changed(...this.#place(event), event.timeStamp);
    }
  }

  #key(event) {
    const step = (event.shiftKey ? LARGE_STEP : STEP) * this.extent;
    const [dx, dy] = {
      ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step],
    }[event.key] ?? [0, 0];
    const [x, y] = this.#here();
    if (event.key === 'Home') {
      this.changed(0, 0, event.timeStamp);
    } else if (dx !== 0 || dy !== 0) {
      const inside = (v) => Math.max(-this.extent, Math.min(this.extent, v));
      this.changed(inside(x + dx), this.flat ? 0 : inside(y + dy), event.timeStamp);
    } else {
      return;
    }
    event.preventDefault();
  }

  #wheel(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      this.zoom(Math.exp(event.deltaY / 500));
    }
  }

  zoom(factor) {
    this.extent = Math.max(0.5, Math.min(100, this.extent * factor));
    this.refresh();
  }

  #here() {
    return [this.code[this.axes[0]], this.flat ? 0 : this.code[this.axes[1]]];
  }

  // As far as nearly all points.
  fit() {
    if (!this.points || this.points.count === 0) {
      return;
    }
    const { codes, latent, count } = this.points;
    const far = [];
    for (let i = 0; i < count; i++) {
      far.push(Math.max(...this.axes.map((axis) => Math.abs(codes[i * latent + axis] ?? 0))));
    }
    far.sort((a, b) => a - b);
    this.extent = Math.max(1, Math.ceil(far[Math.floor(0.995 * (count - 1))] * 10.5) / 10);
    this.refresh();
  }

  // Draws all anew, where points, axes, size or colours have changed.
  refresh() {
    this.#backdrop = null;
    this.draw();
  }

  #scale() {
    return this.canvas.width / 2 / this.extent;
  }

  #at([x, y]) {
    return [
      this.canvas.width / 2 + x * this.#scale(),
      this.canvas.height / 2 - y * this.#scale(),
    ];
  }

  draw() {
    const ratio = devicePixelRatio || 1;
    const side = Math.round(this.canvas.clientWidth * ratio);
    if (side === 0) {
      return;
    }
    if (this.canvas.width !== side) {
      this.canvas.width = side;
      this.canvas.height = side;
      this.#backdrop = null;
    }
    this.#backdrop ??= this.#drawBackdrop(side, ratio);
    const pen = this.canvas.getContext('2d');
    pen.drawImage(this.#backdrop, 0, 0);
    const style = getComputedStyle(this.canvas);
    this.#drawPath(pen, ratio, style.getPropertyValue('--ink'));
    this.#drawEllipse(pen, ratio, style.getPropertyValue('--accent'));
    this.#drawHere(pen, ratio, style.getPropertyValue('--ink'), style.getPropertyValue('--card'));
  }

  #drawBackdrop(side, ratio) {
    const sheet = document.createElement('canvas');
    sheet.width = side;
    sheet.height = side;
    const pen = sheet.getContext('2d');
    const style = getComputedStyle(this.canvas);
    pen.fillStyle = style.getPropertyValue('--well');
    pen.fillRect(0, 0, side, side);
    this.#drawGrid(pen, side, ratio, style);
    if (this.points) {
      const { codes, latent, classes, count } = this.points;
      pen.globalAlpha = 0.6;
      for (let i = 0; i < count; i++) {
        const y = this.flat ? ((classes[i] + 0.5) / 10 - 0.5) * this.extent : codes[i * latent + this.axes[1]];
        const [left, top] = this.#at([codes[i * latent + this.axes[0]], y]);
        pen.fillStyle = colourOf(classes[i]);
        pen.beginPath();
        pen.arc(left, top, 2 * ratio, 0, 7);
        pen.fill();
      }
    }
    return sheet;
  }

  #drawGrid(pen, side, ratio, style) {
    const step = [0.2, 0.5, 1, 2, 5, 10, 20, 50].find((each) => this.extent / each <= 5) ?? 100;
    pen.font = `${11 * ratio}px ${style.fontFamily}`;
    pen.lineWidth = ratio;
    for (let at = -Math.floor(this.extent / step) * step; at <= this.extent; at += step) {
      const [x, y] = this.#at([at, at]);
      pen.strokeStyle = style.getPropertyValue(Math.abs(at) < step / 2 ? '--axis' : '--line');
      pen.beginPath();
      pen.moveTo(Math.round(x) + 0.5, 0);
      pen.lineTo(Math.round(x) + 0.5, side);
      pen.moveTo(0, Math.round(y) + 0.5);
      pen.lineTo(side, Math.round(y) + 0.5);
      pen.stroke();
      pen.fillStyle = style.getPropertyValue('--quiet');
      const shown = String(+at.toFixed(1));
      pen.fillText(shown, x + 3 * ratio, side - 5 * ratio);
      if (Math.abs(at) > step / 2 && !this.flat) {
        pen.fillText(shown, 4 * ratio, y - 3 * ratio);
      }
    }
  }

  #drawPath(pen, ratio, ink) {
    const places = { Start: this.ends.start, End: this.ends.end };
    const line = this.path ?? (this.ends.start && this.ends.end ? [] : null);
    pen.strokeStyle = ink;
    pen.fillStyle = ink;
    pen.lineWidth = 2 * ratio;
    if (line) {
      pen.beginPath();
      const whole = [this.#ofEnd(this.ends.start), ...line, this.#ofEnd(this.ends.end)];
      whole.filter(Boolean).forEach((place, i) => {
        const [x, y] = this.#at(place);
        i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y);
      });
      pen.stroke();
    }
    pen.font = `600 ${12 * ratio}px ${getComputedStyle(this.canvas).fontFamily}`;
    for (const [word, code] of Object.entries(places)) {
      if (code) {
        const [x, y] = this.#at(this.#ofEnd(code));
        pen.fillRect(x - 4 * ratio, y - 4 * ratio, 8 * ratio, 8 * ratio);
        pen.fillText(word, x + 8 * ratio, y - 6 * ratio);
      }
    }
  }

  #ofEnd(code) {
    return code && [code[this.axes[0]], this.flat ? 0 : code[this.axes[1]]];
  }

  // One and two standard deviations of a posterior.
  #drawEllipse(pen, ratio, accent) {
    if (!this.ellipse) {
      return;
    }
    const { mean, deviation } = this.ellipse;
    const [x, y] = this.#at(this.#ofEnd(mean));
    pen.strokeStyle = accent;
    pen.fillStyle = accent;
    pen.lineWidth = 2 * ratio;
    for (const times of deviation ? [1, 2] : []) {
      const width = Math.max(2 * ratio, times * deviation[this.axes[0]] * this.#scale());
      const height = this.flat
        ? width
        : Math.max(2 * ratio, times * deviation[this.axes[1]] * this.#scale());
      pen.beginPath();
      pen.ellipse(x, y, width, height, 0, 0, 7);
      pen.stroke();
    }
    pen.beginPath();
    pen.arc(x, y, 3 * ratio, 0, 7);
    pen.fill();
  }

  #drawHere(pen, ratio, ink, halo) {
    const [x, y] = this.#at(this.#here());
    for (const [width, colour] of [[5, halo], [2, ink]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = width * ratio;
      pen.beginPath();
      pen.arc(x, y, 8 * ratio, 0, 7);
      pen.stroke();
    }
  }
}

// Equally long steps along a line of places, both ends among them.
export function alongPath(places, steps) {
  const lengths = [0];
  for (let i = 1; i < places.length; i++) {
    const [a, b] = [places[i - 1], places[i]];
    lengths.push(lengths[i - 1] + Math.hypot(b[0] - a[0], b[1] - a[1]));
  }
  const whole = lengths.at(-1);
  return Array.from({ length: steps }, (_, s) => {
    const share = s / (steps - 1);
    const at = share * whole;
    const next = Math.max(1, lengths.findIndex((length, i) => i > 0 && length >= at));
    const [a, b] = [places[next - 1], places[next]];
    const part = lengths[next] > lengths[next - 1]
      ? (at - lengths[next - 1]) / (lengths[next] - lengths[next - 1])
      : 0;
    return { share, place: [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])] };
  });
}
