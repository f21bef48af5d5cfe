import type { Language } from "@/messages/locale";
import { escapeHtml } from "@/ui/markdown/html";

/** A part of a mail, in words. */
export type Block =
  /** `isQuiet`: small, below what matters. */
  | { is: "text"; text: string; isQuiet?: boolean }
  | { is: "heading"; text: string; link?: string }
  /** What somebody wrote, as they typed it; `isNote`: what staff say among themselves. */
  | { is: "quote"; text: string; isNote?: boolean }
  | { is: "button"; label: string; link: string; below: string };

/** How the organisation looks in a mail. */
export interface PresentedLook {
  hasLogo: boolean;
  /** "#rrggbb", checked to be read on white. */
  accent: string;
  /** The same for readers who want a dark mail. */
  darkAccent: string;
}

/** The name of the logo within a mail, which carries it. */
export const LOGO_CID = "logo@helpejo";

/** A mail, in words. */
export interface Laid {
  language: Language;
  subject: string;
  organisationName: string;
  look: PresentedLook;
  blocks: readonly Block[];
  footer: string;
  /** Below the footer: where such mails are ended. */
  footerLink?: { label: string; link: string };
}

/** A mail as plain text. */
export function asText({ blocks, footer, footerLink }: Laid): string {
  const below = footerLink ? `\n${footerLink.label}: ${footerLink.link}` : "";
  return `${blocks.map(blockText).join("\n\n")}\n\n-- \n${footer}${below}\n`;
}

/**
 * A mail as HTML. Styles stand at each element, as many mail programs drop what stands in the head; those that read it show a dark mail where
 * the reader wants one.
 */
export function asHtml(laid: Laid): string {
  const { language, subject, organisationName, look, blocks, footer, footerLink } = laid;
  const { accent } = look;
  const below = footerLink
    ? `<br><a class="link" href="${escapeHtml(footerLink.link)}" style="color:${accent}">${escapeHtml(footerLink.label)}</a>`
    : "";
  const parts = [
    ...(look.hasLogo
      ? [
          `<p style="margin:0 0 12px"><img src="cid:${LOGO_CID}" alt="" style="display:block;max-width:240px;max-height:60px;height:auto;border:0;background:#ffffff"></p>`,
        ]
      : []),
    `<p dir="auto" class="link" style="margin:0 0 24px;font-size:14px;font-weight:600;color:${accent}">${escapeHtml(organisationName)}</p>`,
    ...blocks.map((block) => blockHtml(block, accent)),
    `<p dir="auto" class="quiet line" style="margin:24px 0 0;padding-top:16px;border-top:1px solid #d8dce3;${SMALL}">${escapeHtml(footer)}${below}</p>`,
  ];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title>
<style>${darkStyle(look.darkAccent)}</style></head>
<body class="ground" style="margin:0;padding:0;background:#f3f4f7">
<div class="ground" style="background:#f3f4f7">
<div style="max-width:560px;margin:0 auto;padding:24px 12px">
<div class="card line" style="background:#ffffff;color:#1b2330;border:1px solid #d8dce3;border-radius:12px;padding:28px;font:16px/1.55 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere">
${parts.join("\n")}
</div>
</div>
</div>
</body>
</html>
`;
}

const SMALL = "font-size:13px;line-height:1.5;color:#5b6472";

function darkStyle(accent: string): string {
  return `@media (prefers-color-scheme:dark){.ground{background:#13161c!important}.card{background:#1d2129!important;color:#e7eaf0!important}.line{border-color:#3a4150!important}.quiet{color:#a9b1bf!important}.link{color:${accent}!important}.quote{background:#262b35!important;border-color:#6f7a8e!important}.note{background:#3a3115!important;border-color:#b08d2a!important}}`;
}

function blockText(block: Block): string {
  switch (block.is) {
    case "text":
      return block.text;
    case "heading":
      return block.link === undefined ? block.text : `${block.text}\n${block.link}`;
    case "quote":
      return block.text
        .split("\n")
        .map((line) => `  ${line}`.trimEnd())
        .join("\n");
    case "button":
      return `${block.label}:\n${block.link}`;
  }
}

function blockHtml(block: Block, accent: string): string {
  switch (block.is) {
    case "text":
      return block.isQuiet ? paragraph(block.text, SMALL, "quiet") : paragraph(block.text, "", "");
    case "heading": {
      const text = escapeHtml(block.text);
      const link =
        block.link === undefined
          ? text
          : `<a class="link" href="${escapeHtml(block.link)}" style="color:${accent};text-decoration:none">${text}</a>`;
      return `<h2 dir="auto" style="margin:24px 0 8px;font-size:16px;line-height:1.4;font-weight:600">${link}</h2>`;
    }
    case "quote":
      return block.isNote
        ? quote(block.text, "note", "background:#fdf6e0;border-inline-start:3px dashed #b08d2a")
        : quote(block.text, "quote", "background:#f3f4f7;border-inline-start:3px solid #b4bccb");
    case "button":
      return button(block, accent);
  }
}

function paragraph(words: string, style: string, name: string): string {
  return `<p dir="auto" class="${name}" style="margin:0 0 16px;${style}">${lines(words)}</p>`;
}

function quote(words: string, name: string, style: string): string {
  return `<div dir="auto" class="${name}" style="margin:0 0 16px;padding:10px 14px;border-radius:4px;${style}">${lines(words)}</div>`;
}

function button({ label, link, below }: Extract<Block, { is: "button" }>, accent: string): string {
  const href = escapeHtml(link);
  return `<p style="margin:24px 0"><a href="${href}" style="display:inline-block;padding:12px 22px;border-radius:8px;background:${accent};color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>
${paragraph(below, SMALL, "quiet")}
<p dir="ltr" style="margin:0 0 16px;font-size:13px;line-height:1.5"><a class="link" href="${href}" style="color:${accent}">${href}</a></p>`;
}

function lines(words: string): string {
  return escapeHtml(words).replaceAll("\n", "<br>");
}
