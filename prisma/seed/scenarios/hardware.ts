import { photo, laptopPhoto } from "./file-ideas";
import type { Scenario } from "./scenario";

/** Laptops, screens, phones and what is plugged into them. */
export const HARDWARE: readonly Scenario[] = [
  {
    id: "laptop-wont-wake",
    nature: "fault",
    category: "hardware",
    team: "workplace",
    weight: 1.4,
    priorities: ["medium", "high", "high"],
    tags: ["laptop"],
    paths: ["* * 0 0 0 *", "* * 1 1 1 *"],
    titles: [
      "{laptop} does not wake up from sleep",
      "Black screen after closing the lid ({asset})",
      "My laptop stays dark until I hold the power button",
      "Have to hard-reset my {laptop} every morning",
    ],
    bodies: [
      "When I open the lid the fans start and the keyboard lights up, but the screen stays black. Holding the power button for ten seconds is the only way out, and then everything I had open is gone.",
      "laptop {asset}, dark after sleep, {few} times this week. not after lunch breaks, only overnight",
      "Every morning the same ritual:\n\n1. open the lid, wait, nothing\n2. press every key, nothing\n3. hold the power button, count to ten\n4. wait for the repair screen\n\nIt is a {laptop}, asset tag {asset}. It began after the update that came {ago}.",
    ],
    asks: [
      "Is it connected to a dock when you close the lid, and does it also happen on battery alone?",
      "Could you tell me the firmware version? It stands at the bottom of the *About this device* page.",
    ],
    answers: [
      "Docked, always. I tried it on battery last night and it woke up fine this morning.",
      "Firmware says {firmware} if I read it right. On battery it is better but not perfect.",
    ],
    notes: [
      "Known with dock firmware older than the spring release. Update the dock first, then the laptop.",
      "Warranty for {asset} runs until next summer, so a board swap costs nothing if the firmware does not help.",
    ],
    fixes: [
      "I updated the dock and the laptop's firmware while we were connected. It slept and woke {few} times in a row for me.",
      "The new firmware is on it now and *modern standby* is off until the manufacturer fixes it. Closing the lid works as before.",
    ],
  },
  {
    id: "battery-swollen",
    delicate: true,
    nature: "fault",
    category: "hardware",
    team: "workplace",
    weight: 0.6,
    priorities: ["high", "urgent"],
    tags: ["laptop", "battery", "safety"],
    paths: ["0 0 0 * *", "12 1 0 * *"],
    titles: [
      "Touchpad is lifting, battery may be swollen ({asset})",
      "Laptop case is bulging",
      "{laptop} no longer closes flat",
    ],
    bodies: [
      "The bottom of my {laptop} has a bump and the touchpad clicks on its own. I have unplugged it and put it on the window sill, not sure whether I should touch it again.",
      "The lid does not close any more, there is a gap of a few millimetres at the front. Asset tag {asset}. Is that dangerous?",
    ],
    asks: [
      "Please switch it off, do not charge it, and leave it on something that does not burn. Which desk are you at, so that we can come and fetch it?",
    ],
    answers: [
      "Desk {desk}. It is off and lies on the tiles by the sink.",
      "I am at home today, back on site tomorrow at {time}. It is on the balcony.",
    ],
    notes: [
      "Take the metal box from the workshop, and note the serial number for the recall list.",
      "Fourth of this batch. I am asking the supplier about all machines bought in that quarter.",
    ],
    fixes: [
      "The old machine is with the recycler and you have a loan {laptop}. Your files came over with your account; tell us if something is missing.",
      "Battery replaced and the case is flat again. Good that you stopped using it straight away.",
    ],
    files: [laptopPhoto("IMG_2#31.jpg", "keys")],
  },
  {
    id: "monitor-flicker",
    nature: "fault",
    category: "hardware",
    team: "workplace",
    weight: 1.3,
    priorities: ["low", "medium", "medium"],
    tags: ["monitor", "dock"],
    paths: ["01 0 0 * *", "2 2 0 1 0", "3 1 0 * *"],
    titles: [
      "Left monitor flickers at desk {desk}",
      "External screen goes black for a second every few minutes",
      "Screen flickers when I move my desk up",
      "One of my two screens shows no signal",
    ],
    bodies: [
      "The {left|right} screen at {desk} blinks every few minutes, as if the cable were loose. I swapped the cables with my neighbour and it stayed with the screen, so I think it is the monitor.",
      "No signal on the second monitor {ago}. Laptop screen is fine. I can work, it is just annoying.",
      "Hello, the screen flickers whenever the height of my desk changes. Might be the cable being pulled? It never flickers when I film it, of course.",
    ],
    asks: ["Which cable is it on, DisplayPort or USB-C, and what is written on the dock's underside?"],
    answers: [
      "USB-C straight from the dock. The label says {DX-200|DX-310}, the rest is worn off.",
      "DisplayPort. I pushed it in again and it held for an hour.",
    ],
    notes: ["We still have a box of the certified cables on shelf C. Bring two."],
    fixes: [
      "It was the cable: too long for the resolution. The new one is shorter and has been steady all afternoon.",
      "Monitor swapped for a new one. Please give a shout if the flicker ever returns.",
    ],
    files: [photo("photo_screen.jpg", "monitor"), photo("20261#12_monitor.jpg", "monitor")],
  },
  {
    id: "dock-usb-drops",
    nature: "fault",
    category: "hardware",
    team: "workplace",
    priorities: ["medium", "medium", "high"],
    tags: ["dock", "laptop"],
    paths: ["* * 0 * 0", "* * - - 1 -"],
    titles: [
      "Docking station loses keyboard and network together",
      "Everything on my dock disconnects at once",
      "Dock at {desk} drops out several times a day",
    ],
    bodies: [
      "Several times a day keyboard, mouse and network vanish together for about five seconds and come back. In calls this is quite embarrassing. Happens with my {laptop} and also with {colleague}'s.",
      "Dock disconnects. Notification says *USB device not recognised*, then all is well again. Tried both ports of the laptop.",
    ],
    asks: ["Does the little light on the dock change colour when it happens?"],
    answers: [
      "It goes from white to orange and back to white.",
      "Have not noticed, I will watch it... yes, off and on again.",
    ],
    notes: ["Power supply is the 90 W one at that desk, the laptop wants 130 W. That explains the light."],
    fixes: [
      "Your dock had a power supply that is too weak for the newer laptops. You now have the right one, and I labelled it.",
      "Firmware of the dock brought up to date; no drop in {few} hours of testing.",
    ],
  },
  {
    id: "keyboard-keys",
    nature: "fault",
    category: "hardware",
    team: "workplace",
    priorities: ["low", "medium"],
    tags: ["laptop", "keyboard"],
    paths: ["0 0 0 * *", "2 1 0 * *", "13 2 0 0 *"],
    titles: [
      "The letter e types twice",
      "Space bar only works on the left side",
      "Some keys stopped working on {asset}",
      "{Å|Ç|Ł} key on {asset} is dead",
    ],
    bodies: [
      "Heere is whaat it looks likee when I typee without correcting. It is only two keys but I write a lot.",
      "A few keys in the top row do nothing {ago}. External keyboard works, so I am not blocked, but I travel next week.",
      "One key only, everything else types as it should. It started when I cleaned the keyboard, so I may be guilty.",
    ],
    asks: ["Was there any liquid near it lately? No judgement, it decides between cleaning and replacing."],
    answers: ["No liquid. Crumbs, quite possibly.", "There may have been a bit of tea. A small bit."],
    notes: ["Order keyboard layout: ask for the national layout, last time we got the wrong one."],
    fixes: [
      "Cleaned and two key caps replaced. Types like new here.",
      "The top case with the keyboard has been replaced under warranty and the layout is the right one.",
    ],
    files: [laptopPhoto("keyboard.jpg", "keys")],
  },
  {
    id: "coffee-laptop",
    delicate: true,
    nature: "fault",
    category: "hardware",
    team: "workplace",
    weight: 0.7,
    priorities: ["high", "urgent"],
    tags: ["laptop", "accident"],
    paths: ["* 0 0 0 0 0", "* 1 0 1 1 1"],
    titles: [
      "I spilled {coffee|tea|water} over my laptop",
      "Liquid in the keyboard, what now?",
      "Accident with a cup: {laptop} is off",
    ],
    bodies: [
      "A full cup went over the keyboard during stand-up. I turned it upside down at once and switched it off. I have a presentation for {customer} at {time} tomorrow, is there any loan machine?",
      "I am so sorry. {laptop}, {asset}. It is standing like a tent on paper towels. Photo attached for the museum.",
    ],
    asks: [
      "Well done for switching it off. Please leave it off. Is everything you need in {files}, or are there files only on the machine?",
    ],
    answers: [
      "Everything but the slides of this morning. Those are on the desktop only.",
      "All of it is synchronised, I believe.",
    ],
    notes: [
      "Loan pool has three machines left. Give the one with the new battery.",
      "Disk came out dry, files copied to the handover share.",
    ],
    fixes: [
      "You are on loan machine {asset} until yours is back. The slides are in your personal folder, under *rescued*.",
      "Dried, cleaned and tested overnight: it lives. If it smells of anything, that is not us.",
    ],
    files: [laptopPhoto("accident.jpg", "coffee"), laptopPhoto("IMG_50#2.jpeg", "coffee")],
  },
  {
    id: "phone-cracked",
    nature: "fault",
    category: "hardware",
    team: "workplace",
    priorities: ["medium", "medium", "high"],
    tags: ["phone"],
    paths: ["02 0 0 0 0 -", "1 1 0 0 1", "02 0 0 1 1"],
    titles: [
      "Work phone screen is cracked",
      "{phone}: glass broken, touch still works",
      "Dropped my {phone} at {customer}'s plant",
    ],
    bodies: [
      "It slid off a control cabinet at {customer}'s. Touch works in the lower half only, so I cannot answer calls.",
      "glass of the {phone} is broken in the corner, usable but it cuts. do we repair or replace?",
    ],
    asks: [
      "Are you on site any day this week? The repair takes about two hours and we lend you a phone meanwhile.",
    ],
    answers: [
      "I could come on {Tuesday|Wednesday|Thursday} around {time}.",
      "On the road until the end of the week, can it be sent?",
    ],
    notes: ["Over two years old: replace rather than repair, per the asset policy."],
    fixes: [
      "New glass, new protector. The phone is at reception with your name on it.",
      "Replaced by a new {phone}. The eSIM has been moved; the old one is wiped.",
    ],
    files: [laptopPhoto("cracked.jpg", "cracked")],
  },
];
