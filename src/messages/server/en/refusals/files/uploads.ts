/** What is refused of a form with files. */
export const uploads = {
  broken: "The form data cannot be read: it is broken or ends too early.",
  brokeOff: "The upload broke off. Please try again.",
  fileField: 'Files come in fields named "{name}".',
  tooManyFiles: "At most {most, number} files can be sent at once.",
  tooManyFields: "The form has more than {most, number} text fields.",
  tooManyParts: "The form has too many parts.",
  asForm: "Send files as a form, with content-type multipart/form-data.",
  tooLarge: "A file has at most {megabytes, number} MB, and {most, number} can be sent at once.",
  noBoundary: "The form data names no boundary in its content-type.",
  empty: 'The file "{name}" is empty.',
  fileTooLarge: '"{name}" is larger than {megabytes, number} MB, the most a file may have. Nothing was kept.',
  noFile: 'The field "{name}" has to be a file, with a filename.',
  textTooLong: "This text is too long.",
  twice: "This field was given twice.",
} as const;
