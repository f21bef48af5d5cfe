/** The values of one statement, numbered as they are added. */
export class Params {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder, such as "$3". */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
