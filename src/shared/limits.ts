/** The contract's bounds, in characters after trimming unless the name says otherwise. */
export const LIMITS = {
  titleMin: 5,
  titleMax: 200,
  descriptionMin: 10,
  descriptionMax: 20_000,
  commentMin: 1,
  commentMax: 20_000,
  passwordMin: 10,
  passwordMax: 200,
  nameMax: 120,
  emailMax: 254,
  tagMax: 40,
  tagsMax: 20,
  /** Of the note of an assignment request, and of the reason of who decides it. */
  requestWordsMax: 500,
  watchersMax: 50,
  /** Links of one ticket. */
  linksMax: 100,
  /** Generations of parents and children above and below each other. */
  linkGenerations: 10,
  /** Tickets of one generation, where another one is put above them. */
  linkGenerationMax: 1_000,
  queryMax: 200,
  /** Different values of one filter, or of another list in a request. */
  filterValuesMax: 50,
  /** Characters of an address from its question mark on, without the cursor. */
  queryStringMax: 8_192,
  /** Characters of a cursor: room for the longest tag, or so much of a name as orders a list, in any script. */
  cursorMax: 2_000,
  /** Code points of a name by which a list is ordered, and which its cursor carries; names equal up to there are ordered by id. */
  sortedNamePoints: 300,
  pageMax: 100,
  /** Canned replies of one owner: a person, a team or the organisation. */
  libraryMax: 200,
  libraryNameMax: 80,
  keywordMax: 40,
  /** Tickets of one bulk change. */
  bulkMax: 500,
  pageDefault: 25,
  idempotencyKeyMax: 200,
  fileNameMax: 255,
  filesPerRequest: 20,
  /** Bytes of a JSON body: room for the longest description in any script, escaped. */
  jsonBodyBytes: 256 * 1024,
  /** Bytes of a body before sign-in, and of any form. */
  smallBodyBytes: 64 * 1024,
  /** Bytes of a socket message that is still answered with an error; over 1 MB the socket is disconnected. */
  socketMessageBytes: 64 * 1024,
  socketHardBytes: 1024 * 1024,
  /** Events that a join replays at most, and their bytes together; a client further behind fetches afresh. */
  replayMax: 200,
  replayBytes: 256_000,
  /** Bytes of one event as JSON: with its name and what Socket.IO adds it stays below 16 kB, whatever was written. */
  eventBytes: 15_000,
  /** Bytes of a description that always comes along with `ticket:updated`; a longer one only where it is new. */
  shortTextBytes: 1_000,
  /** Characters of a draft: more than anything that can be sent, and a form's fields together. */
  draftMax: 60_000,
  /** The set-aside texts of one draft: their number, and their characters together. */
  draftOthersMax: 20,
  draftOthersCharacters: 240_000,
  /** Drafts of one person. */
  draftsMax: 500,
  /** Bytes of all drafts of one person together. */
  draftsBytes: 4 * 1024 * 1024,
  /** Drafts that were sent or emptied are remembered, so that no late save brings them back: this many of a person. */
  draftsEmptied: 1_000,
  deletedTicketDays: 30,
  /** The largest version that the database's column can hold. */
  versionMax: 2_147_483_647,
} as const;
