import type { ApiPaths } from "@/server/api/openapi";
import {
  adminAnnouncementSchema,
  announcementCreateSchema,
  announcementDismissSchema,
  announcementPageSchema,
  announcementPatchSchema,
  announcementQuerySchema,
  signInAnnouncementsSchema,
} from "./schema";

/** Banners over the pages of those whom they are for. */
export const announcementPaths: ApiPaths = {
  "/api/announcements": {
    get: {
      id: "listAnnouncements",
      summary: "The current announcements for you; to admins all",
      description:
        "The most pressing first, those that you have dismissed marked as such. Admins get all, with whom each is for, the one that begins last first, and by `for=me` what anybody else gets.",
      query: announcementQuerySchema,
      ok: announcementPageSchema,
      errors: ["forbidden"],
    },
    post: {
      id: "createAnnouncement",
      access: "admin",
      summary: "Announce something",
      description:
        "It begins and ends by itself. Admins only; `onSignIn` only for everybody, as everybody can open the sign-in page. At most 50 at a time are planned or current.",
      body: announcementCreateSchema,
      created: adminAnnouncementSchema,
    },
  },
  "/api/announcements/sign-in": {
    get: {
      id: "listSignInAnnouncements",
      summary: "The current announcements of the sign-in page",
      access: "anyone",
      ok: signInAnnouncementsSchema,
    },
  },
  "/api/announcements/{id}": {
    get: {
      id: "getAnnouncement",
      access: "admin",
      summary: "One announcement, for admins",
      ok: adminAnnouncementSchema,
    },
    patch: {
      id: "updateAnnouncement",
      access: "admin",
      summary: "Change an announcement, or end it",
      description:
        "Anybody who has dismissed it sees it again when its message, level, link or start changes. `ended` ends it now.",
      body: announcementPatchSchema,
      ok: adminAnnouncementSchema,
      errors: ["conflict"],
    },
    delete: { id: "deleteAnnouncement", access: "admin", summary: "Delete an announcement" },
  },
  "/api/announcements/{id}/restore": {
    post: {
      id: "restoreAnnouncement",
      access: "admin",
      summary: "Take the deletion of an announcement back, within 30 days",
      ok: adminAnnouncementSchema,
    },
  },
  "/api/announcements/{id}/dismiss": {
    post: {
      id: "dismissAnnouncement",
      summary: "Dismiss an announcement for yourself, everywhere",
      body: announcementDismissSchema,
      errors: ["forbidden"],
    },
  },
};
