// Unknown JSON to known types. Throws a TypeError that names the field.

export type JsonObject = Readonly<Record<string, unknown>>;

export function object_of(value: unknown, name: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${name} is not an object`);
  }
  return value as JsonObject;
}

export function array_of(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${name} is not a list`);
  return value;
}

export function number_of(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new TypeError(`${name} is not a number`);
  return value;
}

export function text_of(value: unknown, name: string): string {
  if (typeof value !== "string") throw new TypeError(`${name} is not a text`);
  return value;
}

/** Absent, null and empty are one: null. */
export function find_text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function find_number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
