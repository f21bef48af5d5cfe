/** The purpose of a file: each has a folder (or a bucket's prefix) of its own. */
export type FileArea = "attachments" | "thumbnails" | "avatars" | "logos";

/** A file that was stored: where, how many bytes, and their SHA-256 in hex. */
export interface StoredFile {
  key: string;
  size: number;
  sha256: string;
}

/** The first and the last byte to read, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * The storage of files. Keys are generated, never made of user input, and mean nothing outside this
 * interface, so that a bucket can replace the disk. Full disks and missing rights are thrown as
 * `unavailable`, a missing file as `not_found`.
 */
export interface FileStorage {
  /** Stores all that `source` gives, streaming, and returns once it would survive a power cut; nothing stays of what fails. */
  write(area: FileArea, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredFile>;
  /** How many bytes a file has. */
  sizeOf(key: string): Promise<number>;
  /** Reads a file, or a part of it, as fast as it is taken. The stream has to be read or cancelled. */
  read(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
  /** Provides a local path where the file can be read while `use` runs. */
  withPath<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
  /** Removes a file; one that is gone already is no error. */
  remove(key: string): Promise<void>;
  /** The keys of all files of an area that were stored before `before`. */
  keysBefore(area: FileArea, before: Date): AsyncIterable<string>;
  /** Removes unfinished uploads of before `before`; returns how many there were. */
  sweepUnfinished(before: Date): Promise<number>;
}
