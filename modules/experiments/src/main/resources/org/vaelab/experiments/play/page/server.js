// What the page asks of the server. Pixels and points come as bytes, behind a JSON text.

export class ServerFault extends Error {}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...options });
  } catch {
    throw new ServerFault('The server does not answer; is vaelab play still running?');
  }
  if (!response.ok) {
    throw new ServerFault((await response.text()).trim());
  }
  return response;
}

function post(path, type, body) {
  return ask(path, { method: 'POST', headers: { 'Content-Type': type }, body });
}

const postJson = (path, value) => post(path, 'application/json', JSON.stringify(value));

// Four bytes of length, the JSON, and what follows.
function frame(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const words = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { words, bytes: buffer.slice(4 + length) };
}

export async function models() {
  return (await ask('/api/models')).json();
}

export async function decode(asked) {
  return new Uint8Array(await (await postJson('/api/decode', asked)).arrayBuffer());
}

export async function sample(asked) {
  return new Uint8Array(await (await postJson('/api/sample', asked)).arrayBuffer());
}

// The picture that the command writes: what is 'decode' or 'sample'.
export async function picture(what, asked) {
  return (await postJson(`/api/${what}?as=png`, asked)).blob();
}

function postImage(model, label, pixels, more = '') {
  const query = `model=${model}` + (label === null ? '' : `&class=${label}`) + more;
  return post(`/api/encode?${query}`, 'application/octet-stream', pixels);
}

export async function encode(model, label, pixels) {
  const answer = await postImage(model, label, pixels);
  const { words, bytes } = frame(await answer.arrayBuffer());
  return { ...words, pixels: new Uint8Array(bytes) };
}

export async function reconstructionPicture(model, label, pixels) {
  return (await postImage(model, label, pixels, '&as=png')).blob();
}

export async function points(model) {
  const { words, bytes } = frame(await (await ask(`/api/points?model=${model}`)).arrayBuffer());
  const numbers = words.count * words.latent;
  return {
    ...words,
    codes: new Float32Array(bytes, 0, numbers),
    classes: new Uint16Array(bytes, 4 * numbers, words.count),
  };
}

export async function testImage(model, row) {
  return new Uint8Array(await (await ask(`/api/image?model=${model}&row=${row}`)).arrayBuffer());
}

export async function training(model) {
  return (await ask(`/api/training?model=${model}`)).json();
}

export function figureAddress(model, name, stamp) {
  return `/api/figure?model=${model}&name=${encodeURIComponent(name)}&stamp=${stamp}`;
}

// Does one thing at a time with the newest wish; wishes in between are passed over.
export class Newest {
  #busy = false;
  #next = null;

  constructor(action) {
    this.action = action;
  }

  async want(wish) {
    this.#next = wish;
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      while (this.#next !== null) {
        const now = this.#next;
        this.#next = null;
        await this.action(now);
      }
    } finally {
      this.#busy = false;
    }
  }
}
