/** What is refused about files. */
export const attachments = {
  noPreview: "There is no preview of this file.",
  unknown: "This file does not exist, or you have no access to it.",
  readOnly: "You may read this ticket, but not add files to it.",
  none: "Choose at least one file.",
  ownOnly: "You can delete your own files only.",
  internal: "Internal files are added by agents and admins.",
  ownComments: "Files can be added to your own comments on this ticket only.",
  quota:
    "All files together may take {megabytes, number} MB here, and there is no room for this. Delete files that nobody needs, or ask an admin for more room. Nothing was kept.",
  previewSoon: "The preview of this picture is still being made.",
} as const;
