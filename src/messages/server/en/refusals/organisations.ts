/** What is refused about an organisation and its settings. */
export const organisations = {
  noCategory: "There is no such category.",
  gone: "This organisation does not exist any more.",
  keyTaken: 'There is a category "{key}" already.',
  categoryTaken: "There is a category of this name already.",
  lastCategory: "At least one category has to stay.",
  anonymiseEarly:
    "Tickets can be opened again for {reopenDays} days after they were closed; {anonymiseDays} days until they are anonymised are too few.",
} as const;
