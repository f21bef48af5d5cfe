import { browser, dialog, log, table } from "./file-ideas";
import type { Scenario } from "./scenario";

/** Tickets that only the private team, admins, viewers and the requester see. */
export const SECURITY: readonly Scenario[] = [
  {
    id: "phishing-clicked",
    delicate: true,
    nature: "fault",
    category: "access",
    team: "security",
    weight: 1.2,
    priorities: ["high", "urgent", "urgent"],
    tags: ["phishing", "incident"],
    paths: ["02 0 0 * 0 * *", "1 1 - - 2 - -", "3 2 - - 1 - -"],
    titles: [
      "I clicked on a strange link and entered my password",
      "Mail that pretends to be {colleague}",
      "Parcel message asked for my work password",
      "Invoice attachment opened, now I wonder",
    ],
    bodies: [
      "A mail said that a parcel waits for me. I entered my e-mail and password before I saw that the address was odd. Twenty minutes ago. I have not told anybody yet.",
      "I got a mail from *{colleague}* that asks me to buy gift cards. The sender's address ends in a country where we have no office. Did others get it as well?",
      "Opened an invoice from a firm that I do not know. Word asked whether to enable something, and I said yes. Nothing visible happened, which worries me most.",
    ],
    asks: [
      "Thank you for telling us at once, that is exactly right. Please leave the machine on, unplug the network, and do not delete the mail. Which address did the page have?",
    ],
    answers: [
      "It was something like *larkrnoor*, with r and n instead of m.",
      "I have written it down from the history: a long one that ends in `.click`.",
    ],
    notes: [
      "{few} people got it, two clicked. Sender and domain blocked, sessions of both ended.",
      "Sign-in attempt from {ip} eleven minutes later, stopped by the second factor. No access.",
    ],
    fixes: [
      "Your password is changed, all sessions are ended, and nobody got in: the second factor held. You did well to write at once.",
      "The attachment was caught before it could load anything. The machine was checked from outside and is clean.",
      "{few} colleagues got it as well. The sender is blocked and the others have been warned.",
    ],
    files: [
      browser(
        "phishing-page.png",
        "https://larkrnoor-login.example.click/mail",
        "Your mailbox is full",
        "Enter your password to keep your messages.",
      ),
      log(
        "signin-attempts.log",
        "@ sign-in {first} from {ip} result=wrong-second-factor",
        "@ sign-in {first} from {ip} result=wrong-second-factor",
        "@ sessions ended by security",
        "@ sign-in {first} from 10.14.2.7 result=ok",
      ),
    ],
  },
  {
    id: "lost-laptop",
    delicate: true,
    nature: "fault",
    category: "hardware",
    team: "security",
    priorities: ["urgent", "high"],
    tags: ["lost", "incident"],
    paths: ["0 0 0 0 0 *", "1 1 0 1 1 *", "2 2 - - 2 -"],
    titles: [
      "Laptop stolen from the car in {destination}",
      "Bag with {asset} left on the train",
      "USB stick with {project} data is missing",
    ],
    bodies: [
      "My bag was taken from the car in {destination}, with {asset} inside. The police have a report, number follows. The laptop was switched off.",
      "I left my bag on the 17:40 train. Lost property has nothing yet. In it: laptop, badge, notebook with notes about {customer}.",
      "The stick with the measurements of {project} is not where it should be. I am not sure whether it was one of the encrypted ones.",
    ],
    asks: [
      "When did you last see it, and was the lid closed or the machine off? Please also change your password from another device now.",
    ],
    answers: ["Off, since about {time}. Password is changed.", "Closed. I changed the password on my phone."],
    notes: [
      "Wipe command is waiting, machine has not been online since. Disk encrypted, key rotated.",
      "Legal informed within the day, no personal data on it as far as we know.",
    ],
    fixes: [
      "The disk was encrypted, the wipe is queued and the badge is blocked. A new machine is ready for you.",
      "It was found and handed in, unopened as far as can be seen. We reinstall it anyway.",
      "It was one of the encrypted ones, and it turned up in a jacket. It is off the list of things to worry about.",
    ],
  },
  {
    id: "data-request",
    delicate: true,
    nature: "request",
    category: "other",
    team: "security",
    priorities: ["medium", "high"],
    tags: ["privacy", "confidential"],
    paths: ["0 0 0 0 0 0", "1 2 - - 2 0", "2 1 0 1 1 -"],
    titles: [
      "Request for personal data by a former employee",
      "Mailbox needed for a legal matter",
      "Question about camera recordings {spot}",
    ],
    bodies: [
      "A former colleague asks for a copy of all personal data that we keep. We have one month to answer. Please treat this confidentially; HR and legal know of it.",
      "For a matter that I cannot describe here I need to know how long camera recordings {spot} are kept, and who may see them.",
      "Legal needs a mailbox kept as it is, from today, and without its owner noticing. I can give the name by phone only.",
    ],
    asks: ["Please send the case number only, the details stay with legal."],
    answers: ["Case {few}-7{few}.", "There is none yet, I am asking beforehand."],
    notes: ["Four-eyes: two of us look, and every step goes into the record."],
    fixes: [
      "The export is with legal, sealed. Nothing of it passed through anybody else.",
      "Recordings are kept for 72 hours, and only two named people may look, together.",
      "The mailbox is held as it is. Two of us did it, and it is on record.",
    ],
  },
  {
    id: "suspicious-device",
    delicate: true,
    nature: "fault",
    category: "network",
    team: "security",
    priorities: ["medium", "high"],
    tags: ["incident", "network"],
    paths: ["0 0 0 * 0 * -", "1 2 - - 3 - -", "2 1 - - 1 - -", "3 3 - - 2 - 0"],
    titles: [
      "Unknown device on the network {spot}",
      "Somebody followed me through the door on the {floor}",
      "USB stick found in the car park",
      "Many failed sign-ins on {host}",
    ],
    bodies: [
      "There is a small box behind the plant {spot}, with a network cable and a green light. None of us has put it there.",
      "I found a stick labelled *salaries* next to the bicycle stand. I have not plugged it in, promise.",
      "A man with a parcel came in behind me and went to the {floor}. He had no badge and knew nobody's name.",
      "{host} shows {many} failed sign-ins a minute from {ip}. From the log:\n\n```\nfailed password for root from {ip}\nfailed password for admin from {ip}\nfailed password for test from {ip}\n```",
    ],
    asks: ["Please do not touch it and stay where you can see it. Who else knows?"],
    answers: ["Only {colleague} and me.", "The whole corridor by now, I am afraid."],
    notes: [
      "Port switched off, address is unknown to the inventory. Luca goes there with gloves.",
      "Turned out to be the air quality sensor of building services. They never told anybody.",
    ],
    fixes: [
      "It was a sensor of building services. It is now on its own network and has a label. Right to ask!",
      "The stick is analysed and destroyed. It was part of our own training, and you passed.",
      "Source blocked, the exposed port is closed, and no sign-in succeeded.",
      "Reception knows him now: he was from the lift company and should have had a visitor's badge. Thank you for speaking up.",
    ],
    files: [
      table(
        "failed-signins.png",
        "Failed sign-ins",
        "Time;Account;From;Result",
        "09:14:02;root;{ip};refused",
        "09:14:03;admin;{ip};refused",
        "09:14:03;test;{ip};refused",
        "09:14:05;backup;{ip};refused",
      ),
      dialog(
        "alert.png",
        "Endpoint protection",
        "A program was stopped because it behaved in an unusual way.",
        "{code}",
      ),
    ],
  },
  {
    id: "rights-review",
    delicate: true,
    nature: "request",
    category: "access",
    team: "security",
    priorities: ["low", "medium"],
    tags: ["review", "confidential"],
    paths: ["0 0 - - 0 0", "1 2 - - 2 0", "2 1 0 * 1 -"],
    titles: [
      "Quarterly review of admin rights",
      "Who can read the folder {share}?",
      "Temporary admin rights on {host}",
    ],
    bodies: [
      "Auditors ask who may change what in {erp}, with reasons, by the end of the month. Last quarter's list is in {files}.",
      "I need administrator rights on {host} for {few} hours on {Saturday|Sunday}, to move the database of {project}.",
      "I would like to know who can read {share}. There are things in it that not all of us should see, I think.",
    ],
    asks: ["Who approves it on your side, and who will watch?"],
    answers: [
      "{colleague} approves, and sits next to me.",
      "The head of {department}, I have it in writing.",
    ],
    notes: [
      "{few} accounts kept rights from old projects. Took them away, nobody noticed, which says it all.",
    ],
    fixes: [
      "The list is signed and filed; {few} people have fewer rights than before.",
      "Rights were given for the window and have ended by themselves. The recording of the session is filed.",
      "The list went to you by mail, and {few} people are off it already.",
    ],
  },
];
