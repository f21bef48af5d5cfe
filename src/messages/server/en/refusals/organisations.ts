/** What is refused about an organisation and its settings. */
export const organisations = {
  noCategory: "There is no such category.",
  gone: "This organisation does not exist any more.",
  keyTaken: 'There is a category "{key}" already.',
  categoryTaken: "There is a category of this name already.",
  noLogo: "This organisation has no logo.",
  accent:
    "White words on this colour have a contrast of {ratio, number}:1, and it has to be seen on every page: words need 4.5:1. The nearest colour that passes is {nearest}.",
  language: "The language that people read who chose none has to be one of those that are offered.",
  workingHours: "Hours of work can be counted once a time zone is set, and a day on which people work.",
  uploadMax: "This installation takes files of at most {most, number} MB.",
  lastCategory: "At least one category has to stay.",
  anonymiseEarly:
    "Tickets can be opened again for {reopenDays} days after they were closed; {anonymiseDays} days until they are anonymised are too few.",
} as const;
