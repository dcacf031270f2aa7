// Pixels of a model as pictures of the page, files, and commands.

// One image, a byte per value, into a canvas of its size.
export function paint(canvas, bytes, shape, from = 0) {
  canvas.width = shape.width;
  canvas.height = shape.height;
  canvas.getContext('2d').putImageData(imageData(bytes, shape, from), 0, 0);
}

function imageData(bytes, { width, height, channels }, from) {
  const data = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const place = from + i * channels;
    data.data[4 * i] = bytes[place];
    data.data[4 * i + 1] = bytes[channels === 3 ? place + 1 : place];
    data.data[4 * i + 2] = bytes[channels === 3 ? place + 2 : place];
    data.data[4 * i + 3] = 255;
  }
  return data;
}

// Images beside and below each other, with a gap.
export function paintSheet(canvas, bytes, shape, columns) {
  const size = shape.width * shape.height * shape.channels;
  const count = bytes.length / size;
  const gap = Math.max(1, Math.round(shape.width / 14));
  const across = Math.min(columns, count);
  canvas.width = across * (shape.width + gap) - gap;
  canvas.height = Math.ceil(count / across) * (shape.height + gap) - gap;
  const pen = canvas.getContext('2d');
  for (let i = 0; i < count; i++) {
    const x = (i % across) * (shape.width + gap);
    const y = Math.floor(i / across) * (shape.height + gap);
    pen.putImageData(imageData(bytes, shape, i * size), x, y);
  }
}

// What a canvas shows, as the model's bytes.
export function pixelsOf(canvas, { width, height, channels }) {
  const small = document.createElement('canvas');
  small.width = width;
  small.height = height;
  const pen = small.getContext('2d', { willReadFrequently: true });
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(canvas, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  const bytes = new Uint8Array(width * height * channels);
  for (let i = 0; i < width * height; i++) {
    const [red, green, blue] = data.subarray(4 * i, 4 * i + 3);
    if (channels === 3) {
      bytes.set([red, green, blue], 3 * i);
    } else {
      bytes[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    }
  }
  return bytes;
}

export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function canvasBlob(canvas) {
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

// A number that the command reads as the same number: at most three decimals.
export const rounded = (number) => Math.round(number * 1000) / 1000 + 0;

export function shellWord(text) {
  return /^[\p{L}\p{N}_./:@+=,%-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

// A button that copies what a code element shows, and says so.
export function copies(button, code) {
  button.addEventListener('click', async () => {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      // Only pages of this machine may use the clipboard; selecting is as good.
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = before), 1500);
  });
}
