/** The files of a message, and pictures shown large. */
export const attachments = {
  pictures: "Pictures",
  files: "Files",
  open: "Open {name}",
  internal: "internal",
  place: "{index, number} of {count, number}",
  remove: "Remove {name}",
  downloadName: "Download {name}",
  download: "Download",
  close: "Close",
  previous: "Previous picture",
  next: "Next picture",
} as const;
