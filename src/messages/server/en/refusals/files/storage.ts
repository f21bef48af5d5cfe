/** What is refused where files are kept. */
export const storage = {
  full: "The help desk's disk is full, so the file could not be kept. Please tell the people who run this server.",
  share:
    "The help desk has used up its share of the disk, so the file could not be kept. Please tell the people who run this server.",
  size: "The help desk's disk does not take files of this size.",
  rights: "The help desk has no right to its folder for files. Please tell the people who run this server.",
  readOnly:
    "The help desk's disk can only be read at the moment. Please tell the people who run this server.",
  noFolder: "The help desk's folder for files is not a folder. Please tell the people who run this server.",
  faulty: "The help desk's disk reports an error. Please tell the people who run this server.",
  tooManyOpen: "The help desk has too many files open just now. Please try again in a minute.",
  gone: "The file's content is not on the help desk's disk any more.",
  notHere: "This file is not stored here.",
  nearlyFull:
    "The help desk's disk is nearly full: everything can be read, and nothing can be written until there is room. Please tell the people who run this server.",
} as const;
