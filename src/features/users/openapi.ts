import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import {
  adminUserSchema,
  adminUsersQuerySchema,
  avatarQuerySchema,
  colleaguesQuerySchema,
  createdUserSchema,
  firstRunSchema,
  invitationSchema,
  invitedSchema,
  linkTokenSchema,
  myPatchSchema,
  mySchema,
  passwordChangeSchema,
  peopleQuerySchema,
  personChoiceSchema,
  personSchema,
  passwordResetSchema,
  registrationPendingSchema,
  registrationSchema,
  resetAccountSchema,
  userCreateSchema,
  userPatchSchema,
} from "./schema";

/** The answer of POST /api/admin/users/{id}/invitation. */
export const renewedInvitationSchema = z
  .object({ invitationUrl: z.string().nullable(), expiresAt: z.string() })
  .meta({ id: "RenewedInvitation" });

/** Body of PUT /api/me/avatar: the form is read as it comes. */
const avatarUploadSchema = z.object({ file: z.string().meta({ format: "binary" }) });

/** Accounts: the caller's, those to choose among, and those that admins manage. */
export const userPaths: ApiPaths = {
  "/api/register": {
    post: {
      id: "register",
      summary: "Make oneself an account, where the organisation allows it",
      access: "anyone",
      body: registrationSchema,
      created: personSchema,
      accepted: registrationPendingSchema,
      errors: ["registration_closed", "email_taken"],
    },
  },
  "/api/register/confirm": {
    post: {
      id: "confirmRegistration",
      summary: "Confirm the address of a registration",
      description: "With the token of the mailed link's fragment: it makes the account.",
      access: "anyone",
      body: linkTokenSchema,
      created: personSchema,
      errors: ["invalid_token", "email_taken"],
    },
  },
  "/api/password-reset": {
    post: {
      id: "resetPassword",
      summary: "Ask for a new password, or choose it",
      description:
        "With `email`: 202 for every address, and a link is mailed where there is an account; it works once, for an hour. With `token` and `password`: the new password is set, and all sessions of the account end.",
      access: "anyone",
      body: passwordResetSchema,
      accepted: true,
      errors: ["invalid_token"],
    },
  },
  "/api/password-reset/check": {
    post: {
      id: "checkPasswordReset",
      summary: "Whose password a link is about",
      access: "anyone",
      body: linkTokenSchema,
      ok: resetAccountSchema,
      errors: ["invalid_token"],
    },
  },
  "/api/me/avatar": {
    put: {
      id: "changeAvatar",
      summary: "Give yourself a picture",
      description:
        "A picture of at most 10 MB in the field `file`; it is kept as a square of 256 pixels, of its middle, as WebP.",
      body: avatarUploadSchema,
      contentType: "multipart/form-data",
      ok: mySchema,
      errors: ["forbidden"],
    },
    delete: { id: "removeAvatar", summary: "Take your picture away", errors: ["forbidden"] },
  },
  "/api/people/{id}/avatar": {
    get: {
      id: "downloadAvatar",
      summary: "Somebody's picture",
      description: "`avatarUrl` of a person leads here; with its `v` a browser may keep the picture.",
      query: avatarQuerySchema,
      ok: "file",
    },
  },
  "/api/first-run": {
    post: {
      id: "createFirstAdmin",
      summary: "Make the first admin of a new installation",
      description: "With the token that the start printed; it works once.",
      access: "anyone",
      body: firstRunSchema,
      created: personSchema,
      errors: ["invalid_token", "email_taken"],
    },
  },
  "/api/invitation": {
    post: {
      id: "acceptInvitation",
      summary: "Accept an invitation",
      access: "anyone",
      body: invitationSchema,
      ok: personSchema,
      errors: ["invalid_token"],
    },
  },
  "/api/invitation/check": {
    post: {
      id: "checkInvitation",
      summary: "Whom an invitation is for",
      description: "With the token of the link's fragment, which it does not use up.",
      access: "anyone",
      body: linkTokenSchema,
      ok: invitedSchema,
      errors: ["invalid_token"],
    },
  },
  "/api/first-run/check": {
    post: {
      id: "checkFirstRun",
      summary: "Whether a first-run token works",
      access: "anyone",
      body: linkTokenSchema,
      errors: ["invalid_token"],
    },
  },
  "/api/me": {
    get: { id: "getMe", summary: "Who you are", ok: mySchema },
    patch: { id: "updateMe", summary: "Change your name or preferences", body: myPatchSchema, ok: mySchema },
  },
  "/api/me/password": {
    put: {
      id: "changePassword",
      summary: "Change your password and end your other sessions",
      body: passwordChangeSchema,
    },
  },
  "/api/colleagues": {
    get: {
      id: "findColleagues",
      summary: "Colleagues who can be let follow your ticket",
      description:
        "Ten at most, whose names have words that begin with the words of `q`; one of these has three letters at least. Never an address.",
      query: colleaguesQuerySchema,
      ok: pageSchema(personSchema),
      errors: ["forbidden"],
    },
  },
  "/api/people": {
    get: {
      id: "listPeople",
      summary: "People to choose among, as you may see them",
      query: peopleQuerySchema,
      ok: pageSchema(personChoiceSchema),
    },
  },
  "/api/admin/users": {
    get: {
      id: "listUsers",
      summary: "Everybody of the organisation",
      query: adminUsersQuerySchema,
      ok: pageSchema(adminUserSchema),
    },
    post: {
      id: "createUser",
      summary: "Make or invite a person",
      description:
        "Without a password the answer carries the link of their invitation; it is shown this once.",
      body: userCreateSchema,
      created: createdUserSchema,
      errors: ["reauthentication_required", "email_taken"],
    },
  },
  "/api/admin/users/{id}/address/retry": {
    post: {
      id: "retryUserAddress",
      summary: "Let mail go to a person's address again that refused it",
      description:
        "Where `addressRefusal` says that nothing is mailed there. `conflict` where nothing was refused.",
      errors: ["conflict"],
    },
  },
  "/api/admin/users/{id}/invitation": {
    post: {
      id: "renewInvitation",
      summary: "Invite a person anew",
      description:
        "The earlier link ends. The new one is mailed where mail is sent, and stands in the answer this once.",
      created: renewedInvitationSchema,
      errors: ["reauthentication_required", "conflict"],
    },
  },
  "/api/admin/users/{id}": {
    get: { id: "getUser", summary: "One person", ok: adminUserSchema },
    patch: {
      id: "updateUser",
      summary: "Change a person's name, role, teams or access",
      body: userPatchSchema,
      ok: adminUserSchema,
      errors: ["reauthentication_required", "last_admin", "conflict"],
    },
  },
};
