/** What stands where a person's data was. */
export const erasure = {
  name: "Erased person",
  title: "Erased request",
  text: "This text was erased.",
  file: "Erased file",
} as const;
