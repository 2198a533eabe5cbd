// Reads vector tiles of others: https://github.com/mapbox/vector-tile-spec/tree/master/2.1 (the numbers are its fields').

export type Shape = "point" | "line" | "polygon";
export type Tag = string | number | boolean;

export interface VectorFeature {
  readonly shape: Shape;
  readonly tags: ReadonlyMap<string, Tag>;
  /** x, y, x, y, ... in units of the extent; rings close themselves. */
  readonly paths: readonly (readonly number[])[];
}

export interface VectorLayer {
  readonly name: string;
  /** Units along a side. */
  readonly extent: number;
  readonly features: readonly VectorFeature[];
}

const SHAPES: readonly (Shape | undefined)[] = [undefined, "point", "line", "polygon"];

/** Throws RangeError where the bytes are no such tile. */
export function parse_vector_tile(bytes: Uint8Array): VectorLayer[] {
  return fields_of(bytes).flatMap(({ number, bytes: layer }) => (number === 3 && layer ? [parse_layer(layer)] : []));
}

interface Field {
  readonly number: number;
  /** Of what is counted. */
  readonly value: number;
  /** Of what has a length; null otherwise. */
  readonly bytes: Uint8Array | null;
}

/** The fields of a message (https://protobuf.dev/programming-guides/encoding/). */
function fields_of(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  const reader = new Reader(message);
  while (!reader.at_end()) {
    const key = reader.varint();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) fields.push({ number, value: reader.varint(), bytes: null });
    else if (wire === 1) fields.push({ number, value: 0, bytes: reader.take(8) });
    else if (wire === 2) fields.push({ number, value: 0, bytes: reader.take(reader.varint()) });
    else if (wire === 5) fields.push({ number, value: 0, bytes: reader.take(4) });
    else throw new RangeError(`vector tile: wire type ${wire}`);
  }
  return fields;
}

class Reader {
  private at_ = 0;

  constructor(private readonly bytes_: Uint8Array) {}

  at_end(): boolean {
    return this.at_ >= this.bytes_.length;
  }

  varint(): number {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = this.bytes_[this.at_++];
      if (byte === undefined) throw new RangeError("vector tile: ends early");
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  take(length: number): Uint8Array {
    const end = this.at_ + length;
    if (end > this.bytes_.length) throw new RangeError("vector tile: ends early");
    const taken = this.bytes_.subarray(this.at_, end);
    this.at_ = end;
    return taken;
  }
}

function parse_layer(message: Uint8Array): VectorLayer {
  const fields = fields_of(message);
  const all = (wanted: number): Uint8Array[] => fields.flatMap(({ number, bytes }) => (number === wanted && bytes ? [bytes] : []));
  const keys = all(3).map(text_of_bytes);
  const values = all(4).map(parse_value);
  return {
    name: all(1).map(text_of_bytes)[0] ?? "",
    extent: fields.find(({ number }) => number === 5)?.value || 4096,
    features: all(2).flatMap((bytes) => parse_feature(bytes, keys, values) ?? []),
  };
}

function parse_feature(message: Uint8Array, keys: readonly string[], values: readonly (Tag | null)[]): VectorFeature | null {
  const fields = fields_of(message);
  const shape = SHAPES[fields.find(({ number }) => number === 3)?.value ?? 0];
  const geometry = fields.find(({ number }) => number === 4)?.bytes;
  if (!shape || !geometry) return null;
  const tags = new Map<string, Tag>();
  const pairs = new Reader(fields.find(({ number }) => number === 2)?.bytes ?? new Uint8Array());
  while (!pairs.at_end()) {
    const [key, value] = [keys[pairs.varint()], values[pairs.varint()]];
    if (key !== undefined && value !== undefined && value !== null) tags.set(key, value);
  }
  return { shape, tags, paths: parse_geometry(geometry) };
}

/** Moves of a cursor, each command with how often it comes (4.3). */
function parse_geometry(bytes: Uint8Array): number[][] {
  const reader = new Reader(bytes);
  const step = (): number => zigzag(reader.varint());
  const paths: number[][] = [];
  let [x, y] = [0, 0];
  while (!reader.at_end()) {
    const command = reader.varint();
    const [kind, count] = [command % 8, Math.floor(command / 8)];
    if (kind === 7) continue;  // rings close themselves
    for (let i = 0; i < count; ++i) {
      x += step();
      y += step();
      if (kind === 1) paths.push([]);
      paths[paths.length - 1]?.push(x, y);
    }
  }
  return paths;
}

function zigzag(value: number): number {
  return value % 2 ? -(value + 1) / 2 : value / 2;
}

function parse_value(message: Uint8Array): Tag | null {
  const [field] = fields_of(message);
  if (!field) return null;
  const { number, value, bytes } = field;
  const view = bytes && new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (number === 1 && bytes) return text_of_bytes(bytes);
  if (number === 2 && view) return view.getFloat32(0, true);
  if (number === 3 && view) return view.getFloat64(0, true);
  if (number === 6) return zigzag(value);
  return number === 7 ? value !== 0 : value;
}

function text_of_bytes(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
