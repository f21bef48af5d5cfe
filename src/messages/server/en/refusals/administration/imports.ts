/** What is refused about files of people, and what is said of their rows. */
export const imports = {
  unknown: "There is no such import.",
  noFile: "Please choose a CSV file.",
  fileTooLarge: "This file is too large: at most {most}.",
  mediaType: 'Please send a CSV file, as text/csv or in the field "file" of a form.',
  encoding: "This file's encoding was not recognised. Please save it as CSV in UTF-8.",
  noRows: "There are no rows below the heads of the columns in this file.",
  tooManyRows: "A file may have at most {most, number} rows. Please divide it.",
  tooManyColumns: "A file may have at most {most, number} columns.",
  quote: "A quotation mark is not closed: the cell begins on line {line, number} or below.",
  unreadable: "This file is not CSV: line {line, number} could not be read.",
  twoColumns: "Two columns mean the same: {heads}. Please keep one of them.",
  noEmailColumn:
    'There is no column of e-mail addresses. Its head is "e-mail"; the others are name, role, teams and language.',
  notPreview: "This import was started already, or was cancelled.",
  nothingToDo: "No row of this file changes anything.",
  ended: "This import is over already.",
  rowsGone: "The rows of this import were deleted. Please choose the file again.",
  row: {
    noEmail: "There is no e-mail address.",
    noName: "There is nobody with this address yet, and a new person needs a name.",
    role: 'There is no role "{role}": the roles are user, viewer, agent and admin.',
    language: 'There is no language "{language}": the languages are en and de.',
    team: 'There is no team "{team}".',
    twice: "The same address stands on line {line, number} already.",
    samePerson: "Another address of the same person stands on line {line, number} already.",
    tooManyCells: "There are more cells than columns.",
    unproven:
      "Somebody registered with this address and has not shown that it is theirs. Confirm the address on their page first.",
    yourself: "An import does not change your own role.",
    changed:
      "The role of this person was changed after the preview. Please import the file again, and look at the new preview.",
  },
  note: {
    disabled: "This person is disabled, and stays so.",
    getsRole:
      "Gets the role {role, select, admin {admin} agent {agent} viewer {viewer} guest {guest} other {requester}}.",
    role: "The role changes from {from, select, admin {admin} agent {agent} viewer {viewer} guest {guest} other {requester}} to {to, select, admin {admin} agent {agent} viewer {viewer} guest {guest} other {requester}}.",
  },
  columns: {
    line: "Line",
    reason: "Reason",
    name: "Name",
    email: "E-mail",
    role: "Role",
    teams: "Teams",
    state: "State",
    created: "Since",
    seen: "Last here",
  },
} as const;
