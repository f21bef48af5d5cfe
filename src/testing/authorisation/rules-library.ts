import { rule, type Rule } from "./rule";

/** The lines of the matrix about what staff keep for their work: canned replies, views, macros. */
// prettier-ignore
export const LIBRARY_RULES: Record<string, Rule[]> = {
  //                                                  nob guest req other watch view memb outs admin foreign
  "GET /api/canned-replies": [rule("none",           "401 403   403 403   403   200  200  200  200   200")],
  "POST /api/canned-replies": [
    rule("none",                                     "401 403   403 403   403   403  201  201  201   201", { name: "Try again", body: "Please try again." }),
    rule("team",                                     "401 403   403 403   403   403  403  403  201   201", { name: "{id}", body: "Please try again.", scope: "organisation" }, "for everybody"),
    rule("team",                                     "401 403   403 403   403   403  403  403  201   422", { name: "Try again", body: "Please try again.", scope: "team", teamId: "{id}" }, "for a team of others"),
  ],
  "GET /api/canned-replies/[id]": [
    rule("cannedReply",                              "401 403   403 403   403   200  200  200  200   404"),
    rule("sealedCannedReply",                        "401 403   403 403   403   404  200  404  200   404", undefined, "of the private team"),
    rule("ownCannedReply",                           "401 403   403 403   403   404  200  404  404   404", undefined, "of the member"),
  ],
  "PATCH /api/canned-replies/[id]": [
    rule("cannedReply",                              "401 403   403 403   403   403  403  403  200   404", { body: "Please try once more." }),
    rule("sealedCannedReply",                        "401 403   403 403   403   404  200  404  200   404", { body: "Please try once more." }, "of the private team"),
    rule("ownCannedReply",                           "401 403   403 403   403   404  200  404  404   404", { body: "Please try once more." }, "of the member"),
    rule("ownCannedReply",                           "401 403   403 403   403   404  403  404  404   404", { scope: "organisation" }, "giving it to everybody"),
  ],
  "DELETE /api/canned-replies/[id]": [
    rule("cannedReply",                              "401 403   403 403   403   403  403  403  204   404"),
    rule("sealedCannedReply",                        "401 403   403 403   403   404  204  404  204   404", undefined, "of the private team"),
    rule("ownCannedReply",                           "401 403   403 403   403   404  204  404  404   404", undefined, "of the member"),
  ],
  "POST /api/canned-replies/[id]/use": [
    rule("cannedReply",                              "401 403   403 403   403   403  204  204  204   404"),
    rule("sealedCannedReply",                        "401 403   403 403   403   403  204  404  204   404", undefined, "of the private team"),
  ],
  "GET /api/views": [rule("none",                    "401 403   403 403   403   200  200  200  200   200")],
  "POST /api/views": [
    rule("none",                                     "401 403   403 403   403   201  201  201  201   201", { name: "Urgent ones", filters: { priority: ["urgent"] } }),
    rule("team",                                     "401 403   403 403   403   403  403  403  201   201", { name: "{id}", scope: "organisation" }, "for everybody"),
    rule("team",                                     "401 403   403 403   403   403  403  403  201   422", { name: "Try again", scope: "team", teamId: "{id}" }, "for a team of others"),
  ],
  "GET /api/views/[id]": [
    rule("view",                                     "401 403   403 403   403   200  200  200  200   404"),
    rule("sealedView",                               "401 403   403 403   403   404  200  404  200   404", undefined, "of the private team"),
    rule("ownView",                                  "401 403   403 403   403   404  200  404  404   404", undefined, "of the member"),
  ],
  "PATCH /api/views/[id]": [
    rule("view",                                     "401 403   403 403   403   403  403  403  200   404", { sort: "due" }),
    rule("sealedView",                               "401 403   403 403   403   404  200  404  200   404", { position: 0 }, "of the private team"),
    rule("ownView",                                  "401 403   403 403   403   404  200  404  404   404", { sort: "due" }, "of the member"),
  ],
  "DELETE /api/views/[id]": [
    rule("view",                                     "401 403   403 403   403   403  403  403  204   404"),
    rule("sealedView",                               "401 403   403 403   403   404  204  404  204   404", undefined, "of the private team"),
    rule("ownView",                                  "401 403   403 403   403   404  204  404  404   404", undefined, "of the member"),
  ],
  "GET /api/macros": [rule("none",                   "401 403   403 403   403   200  200  200  200   200")],
  "POST /api/macros": [
    rule("none",                                     "401 403   403 403   403   403  201  201  201   201", { name: "Waits", actions: { changes: { status: "waiting" } } }),
    rule("team",                                     "401 403   403 403   403   403  403  403  201   201", { name: "{id}", scope: "organisation", actions: { comment: { body: "Hello." } } }, "for everybody"),
  ],
  "GET /api/macros/[id]": [
    rule("macro",                                    "401 403   403 403   403   200  200  200  200   404"),
    rule("sealedMacro",                              "401 403   403 403   403   404  200  404  200   404", undefined, "of the private team"),
    rule("ownMacro",                                 "401 403   403 403   403   404  200  404  404   404", undefined, "of the member"),
  ],
  "PATCH /api/macros/[id]": [
    rule("macro",                                    "401 403   403 403   403   403  403  403  200   404", { actions: { changes: { status: "waiting" } } }),
    rule("sealedMacro",                              "401 403   403 403   403   404  200  404  200   404", { actions: { changes: { status: "waiting" } } }, "of the private team"),
    rule("ownMacro",                                 "401 403   403 403   403   404  200  404  404   404", { actions: { changes: { status: "waiting" } } }, "of the member"),
  ],
  "DELETE /api/macros/[id]": [
    rule("macro",                                    "401 403   403 403   403   403  403  403  204   404"),
    rule("sealedMacro",                              "401 403   403 403   403   404  204  404  204   404", undefined, "of the private team"),
    rule("ownMacro",                                 "401 403   403 403   403   404  204  404  404   404", undefined, "of the member"),
  ],
  "POST /api/macros/[id]/run": [
    rule("macro",                                    "401 403   403 403   403   403  200  200  200   404", { ticketIds: ["1"] }),
    rule("sealedMacro",                              "401 403   403 403   403   403  200  404  200   404", { ticketIds: ["1"], dryRun: true }, "of the private team"),
  ],
};
