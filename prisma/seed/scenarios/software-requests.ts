import { form, pdf } from "./file-ideas";
import type { Scenario } from "./scenario";

/** Programs, licences and templates that somebody would like to have. */
export const SOFTWARE_REQUESTS: readonly Scenario[] = [
  {
    id: "licence-expired",
    nature: "request",
    category: "software",
    team: "desk",
    weight: 1.2,
    priorities: ["medium", "medium", "high"],
    tags: ["licence"],
    paths: ["02 0 0 1 1 - -", "1 2 0 0 0 0 0", "3 1 0 0 0 0 -"],
    titles: [
      "Licence for {tool} expires in {few} days",
      "{tool} says: trial period over",
      "Please renew {tool} for {department}",
      "A seat of {tool} for project {project}",
    ],
    words: {
      tool: [
        "the PDF editor",
        "CircuitPad",
        "the diagram tool",
        "StatBench",
        "the translation memory",
        "FieldCAD",
      ],
    },
    bodies: [
      "{tool} reminds me at every start that the licence ends in {few} days. We use it daily in {department}, {many} people. Who takes care of the renewal?",
      "Hello, I would need {tool} for project {project}, from {Monday|the 1st} on, for about three months. Approval by my manager is attached to the order form.",
      "{tool} refuses to open. *Trial over.* I never knew that I was trying.",
    ],
    asks: ["For how many people, and which cost centre may I charge?"],
    answers: [
      "Just me, cost centre of {department}.",
      "For {few} people: me, {colleague}, and the new ones.",
    ],
    notes: ["Vendor sells in packs of five. We have {few} seats unused in Toronto: move one."],
    fixes: [
      "A seat is assigned to you. Sign in once with your work address and it is active for a year.",
      "Renewed for the whole department until next autumn.",
    ],
    files: [
      form(
        "licence.png",
        "Activate {tool}",
        "Name;Work e-mail;Licence key",
        "This key has already been used on another device.",
      ),
    ],
  },
  {
    id: "browser-extension",
    nature: "request",
    category: "software",
    team: "desk",
    priorities: ["low", "low", "medium"],
    tags: ["browser"],
    paths: ["0 0 0 * 0", "12 1 - - 1 -"],
    titles: [
      "Please allow the {password manager|citation|accessibility} extension",
      "Install {tool} on my {laptop}",
      "Software request: {tool}",
    ],
    words: {
      tool: ["a serial port monitor", "an e-reader", "a subtitle editor", "a map viewer", "a screen ruler"],
    },
    bodies: [
      "My browser says *blocked by your administrator* when I add it. I need it for my work in {department}, it is free and the source is public.",
      "Could {tool} be installed? I do not have the rights. What it is for: project {project}, measuring {things on the bench|distances on drawings}.",
    ],
    asks: ["Could you send the link to the maker's page? I look at who makes it and what it may read."],
    answers: [
      "It is the one that {department} in Toronto already have.",
      "Link sent by chat. It asks only for the current page.",
    ],
    notes: ["Checked: no network access, signed, okay. Adding it to the catalogue for everyone."],
    fixes: [
      "Allowed and waiting in the software catalogue, one click.",
      "Installed remotely just now. You find it in the start menu.",
    ],
  },
  {
    id: "new-form-template",
    nature: "request",
    category: "software",
    team: "desk",
    priorities: ["low", "low", "medium"],
    tags: ["template", "documents"],
    paths: ["0 0 - - * - 0", "1 1 0 * * - 0", "2 2 - - 0 0 -", "3 3 0 * 1 - -"],
    titles: [
      "New address in the letter template",
      "{department} needs a template for visit reports",
      "Old logo still in the offer template",
      "Add {Polish|Japanese|Portuguese} to the certificate template",
    ],
    bodies: [
      "The letter template still has the address before the move. It is in the footer and, hidden, on page two.",
      "Could we get a template for visit reports? What we need on it:\n\n- customer, site, date\n- who was there\n- serial numbers and findings\n- photos, two a page\n- next steps with a name each",
      "Offers still go out with the old logo. {customer} noticed before we did.",
      "The certificates for {customer} should also be in their language, as the new contract says. The text is translated, only the layout is missing.",
    ],
    asks: ["Who signs off the wording on your side?"],
    answers: ["{colleague} does.", "Me, and then marketing has a look."],
    notes: ["Marketing has final artwork, wait for it."],
    fixes: [
      "The new template is in {files} and replaces the old one for everybody.",
      "Published. Old documents stay as they are, new ones look right.",
    ],
    files: [
      pdf(
        "بيان.pdf",
        "Template, draft 2",
        "Footer: new address",
        "Logo: top right, 32 mm",
        "Languages: English, Portuguese, Polish",
      ),
    ],
  },
];
