// A secret that cannot be shown by accident: printing, serialising, inspecting or interpolating it
// gives a placeholder. `reveal()` is the only way in, and a test lists the files that may call it.
import { inspect } from 'node:util'

const PLACEHOLDER = '[secret]'

export class SecretValue<T extends string | Uint8Array> {
  readonly #content: T

  constructor(content: T) {
    this.#content = content
  }

  reveal(): T {
    return this.#content
  }

  toString(): string {
    return PLACEHOLDER
  }

  toJSON(): string {
    return PLACEHOLDER
  }

  [Symbol.toPrimitive](): string {
    return PLACEHOLDER
  }

  [inspect.custom](): string {
    return PLACEHOLDER
  }
}

export type SecretText = SecretValue<string>
export type SecretBytes = SecretValue<Uint8Array>
