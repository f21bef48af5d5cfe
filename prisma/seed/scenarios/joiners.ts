import { csv, pdf } from "./file-ideas";
import type { Scenario } from "./scenario";

/** Who comes, who goes, and who may do what meanwhile. */
export const JOINERS: readonly Scenario[] = [
  {
    id: "newcomer",
    nature: "request",
    category: "access",
    team: "desk",
    weight: 2,
    priorities: ["medium", "medium", "high"],
    tags: ["onboarding"],
    paths: ["02 0 0 * * * 0", "1 1 - - * * 0", "3 2 - - 0 1 1"],
    titles: [
      "New colleague in {department}: {newcomer}",
      "{newcomer} starts on Monday, nothing is ready",
      "Onboarding {newcomer} ({city})",
      "Accounts for two interns in {department}",
    ],
    bodies: [
      "{newcomer} joins {department} in {city} next {Monday|month}. Please prepare:\n\n- [ ] account and mail\n- [ ] {laptop}, headset\n- [ ] {app}, same rights as {colleague}\n- [ ] badge for the {floor}",
      "I have just heard that {newcomer} starts on Monday instead of next month. I know that this is short. What is possible?",
      "Two interns from the university, from the 1st for twelve weeks. They need mail, {files} and the lab share, nothing else. Names will follow from HR.",
    ],
    asks: ["Which rights exactly? *Same as {colleague}* includes approvals, is that intended?"],
    answers: [
      "No approvals, thank you for asking. Read and write is enough.",
      "Yes, intended, it is the successor.",
    ],
    notes: [
      "Laptop is imaged and in the cupboard. Badge ordered at reception.",
      "Contract confirmed by HR this morning.",
    ],
    fixes: [
      "All ready: account, laptop, badge. The first password comes on paper at the welcome meeting.",
      "Everything is prepared and lies in the welcome bag at reception, with {newcomer}'s name on it.",
    ],
    files: [
      pdf(
        "onboarding-form.pdf",
        "New colleague",
        "Name: {newcomer}",
        "Department: {department}",
        "Office: {city}",
        "Start: next Monday",
        "Devices: {laptop}, headset",
      ),
      csv(
        "новые-сотрудники.csv",
        "name;department;office;start",
        "{newcomer};{department};{city};Monday",
        "N. N. (intern);{department};{city};1st",
      ),
    ],
  },
  {
    id: "leaver",
    delicate: true,
    nature: "request",
    category: "access",
    team: "desk",
    priorities: ["medium", "high"],
    tags: ["offboarding"],
    paths: ["01 0 0 0 0 -", "2 1 0 1 1 0"],
    titles: [
      "{newcomer} leaves on Friday, hand over of mailbox",
      "Out-of-office for a colleague who has left",
      "Access of a former contractor still active",
    ],
    bodies: [
      "{newcomer} leaves at the end of the week. I would need access to the shared folders and an automatic reply that names me. The mailbox itself is nobody's business, of course.",
      "A contractor of project {project} finished {few} weeks ago and I still see the account in our chat groups.",
    ],
    asks: ["Has HR entered the last day in {hr} already? The rest follows from that."],
    answers: ["Yes, entered today.", "Not for contractors, they are not in there."],
    notes: ["Contractors have no end date by default. Raise that with HR again."],
    fixes: [
      "Account ends on the last day at 18:00, automatic reply is set, folders are shared with you.",
      "Account disabled and all sessions ended. An end date is now required for contractors.",
    ],
  },
  {
    id: "app-role",
    nature: "request",
    category: "access",
    team: "desk",
    weight: 1.3,
    priorities: ["low", "medium", "medium"],
    tags: ["rights"],
    paths: ["0 0 0 0 0 0", "1 3 - - 2 -", "2 1 0 1 0 0", "3 2 - - 1 -"],
    titles: [
      "Approver role in {app} while {colleague} is away",
      "{app} login for {newcomer}",
      "Role of {role} in {app}",
      "Remove me from the {app} approval list",
    ],
    words: { role: ["viewer", "planner", "key user", "controller", "editor"] },
    bodies: [
      "{colleague} is on leave for {few} weeks and I stand in. May I have the approver role in {app} for that time? Please also take it away again afterwards.",
      "For project {project} I need the role *{role}* in {app}. With my present one I see the menu but all fields are grey.",
      "I moved from {department} in spring and still get every approval mail. {many} a week. Please, have mercy.",
      "{newcomer} has started in {department} and cannot sign in to {app} yet. Same role as mine, please.",
    ],
    asks: ["From when to when?"],
    answers: ["From tomorrow until the {14th|21st|28th}.", "From today, and open-ended."],
    notes: ["Four-eyes rule: she must not have both roles. Checked, fine."],
    fixes: [
      "The role is yours, with an end date. Sign in afresh to see it.",
      "You are off the list. The last mails may still arrive today.",
      "{newcomer} can sign in to {app} with the usual work account.",
    ],
  },
];
