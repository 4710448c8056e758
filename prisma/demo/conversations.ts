/** What the demonstration organisation has been talking about: a freight forwarder's ordinary weeks. */
export type DemoTurn = {
  question: string;
  answer: string;
  /** Tokens as the provider told them; the prompt grows with the conversation. */
  tokens: { input: number; cacheRead?: number; output: number; reasoning?: number };
};

export type DemoConversation = {
  title: string;
  /** Key of the person in people.ts. */
  by: "mira" | "jonas" | "lena";
  modelId: string;
  /** Days before today, and the hour (UTC) of the first question. */
  daysAgo: number;
  hour: number;
  isPinned?: boolean;
  turns: DemoTurn[];
};

const sonnet = "anthropic/claude-sonnet-4-5";
const mini = "openai/gpt-5-mini";
const flash = "google/gemini-3.8-flash";

export const demoConversations: DemoConversation[] = [
  {
    title: "Peak surcharge check",
    by: "mira",
    modelId: sonnet,
    daysAgo: 0,
    hour: 7,
    turns: [
      {
        question: "Write a check for the peak-season surcharge. The quote form misses it for reefers.",
        answer: [
          "The form only looks at the booking date. The Q4 tariff ties the surcharge to the **gate-in date**, and reefers start five days earlier than dry boxes:",
          "",
          "```ts",
          'const START = { dry: "2026-12-01", reefer: "2026-11-26" };',
          "",
          "export function peakSurcharge(box: Box): number {",
          "  if (box.gateIn < START[box.kind]) return 0;",
          '  return box.kind === "reefer" ? 310 : 185; // EUR per TEU',
          "}",
          "```",
          "",
          "Two things to check before you ship it: quotes without a gate-in date (ask for one instead of guessing), and boxes that are rolled to a later vessel (the later gate-in counts).",
        ].join("\n"),
        tokens: { input: 1204, cacheRead: 8192, output: 512, reasoning: 128 },
      },
      {
        question: "Now say it in three lines for customers.",
        answer: [
          "- From 26 November, reefers entering the terminal carry a peak-season surcharge of 310 EUR per TEU.",
          "- Dry containers follow on 1 December at 185 EUR.",
          "- What counts is the day your container passes the gate, not the day you booked.",
        ].join("\n"),
        tokens: { input: 1890, cacheRead: 8192, output: 96 },
      },
    ],
  },
  {
    title: "Rotterdam reefer quote",
    by: "lena",
    modelId: mini,
    daysAgo: 0,
    hour: 8,
    turns: [
      {
        question: "What do we charge for a 40 ft reefer, Oslo to Rotterdam, gate-in 28 November?",
        answer:
          "**2,640 EUR all in.** That is the lane rate of 2,020 EUR and the reefer peak surcharge of 310 EUR for each of two TEU, because gate-in falls after 26 November.",
        tokens: { input: 1630, cacheRead: 4096, output: 118, reasoning: 64 },
      },
    ],
  },
  {
    title: "Reply to Bergström & Co",
    by: "mira",
    modelId: sonnet,
    daysAgo: 1,
    hour: 12,
    turns: [
      {
        question:
          "Draft a reply: they want the demurrage for week 44 waived. We can take off half, because our own release was a day late.",
        answer: [
          "Dear Annika,",
          "",
          "Thank you for raising the demurrage on your three containers in week 44. You are right that our release reached the terminal a day late, so we will carry half of the charge: **435 EUR** instead of 870 EUR. The corrected invoice follows today.",
          "",
          "The remaining two days ran after the release was in the system, which is why they stand. If it helps, we can move your next pick-ups to morning slots; they have been released within the hour all autumn.",
          "",
          "Kind regards,",
          "Mira Okafor",
        ].join("\n"),
        tokens: { input: 980, output: 244 },
      },
    ],
  },
  {
    title: "Lane margins, week 46",
    by: "jonas",
    modelId: sonnet,
    daysAgo: 2,
    hour: 9,
    turns: [
      {
        question: "Here are last week's lanes with revenue and cost. Rank them by margin and tell me which two need a call.",
        answer: [
          "| Lane | Revenue | Cost | Margin |",
          "|---|---:|---:|---:|",
          "| Gdańsk to Göteborg | 18,400 | 13,120 | 28.7% |",
          "| Oslo to Rotterdam | 41,250 | 31,900 | 22.7% |",
          "| Bergen to Hamburg | 22,800 | 19,010 | 16.6% |",
          "| Kristiansand to Antwerp | 15,600 | 14,330 | 8.1% |",
          "| Oslo to Felixstowe | 19,900 | 19,480 | 2.1% |",
          "",
          "Call about **Oslo to Felixstowe** (the carrier's bunker factor rose twice and ours did not) and **Kristiansand to Antwerp** (four half-empty sailings).",
        ].join("\n"),
        tokens: { input: 6240, output: 890, reasoning: 1320 },
      },
      {
        question: "What would a bunker factor of 14% do to Felixstowe?",
        answer:
          "At 14% the lane's revenue would be about 21,060 and its margin 7.5%. That is still the weakest of the five, but it pays for its own handling. I would move it together with the January tariff, since a second change within a quarter has cost you renewals before.",
        tokens: { input: 1480, cacheRead: 6144, output: 210, reasoning: 420 },
      },
    ],
  },
  {
    title: "Customs codes for pumps",
    by: "lena",
    modelId: mini,
    daysAgo: 3,
    hour: 10,
    turns: [
      {
        question: "Which HS heading is a centrifugal pump for drinking water, and which one for a fuel pump of a car?",
        answer:
          "Centrifugal pumps for liquids fall under **8413.70**. Fuel pumps for piston engines have a subheading of their own, **8413.30**. Parts of either go to 8413.91, so ask whether the shipment has spare impellers in it.",
        tokens: { input: 420, output: 132, reasoning: 192 },
      },
    ],
  },
  {
    title: "Interview notes: dispatcher",
    by: "jonas",
    modelId: flash,
    daysAgo: 4,
    hour: 13,
    turns: [
      {
        question: "Turn these notes into a one-page summary with strengths, doubts and two questions for the second round.",
        answer: [
          "**Strengths.** Eleven years at a haulier with the same software; names three disruptions and what was learnt from each; calm on the phone test.",
          "",
          "**Doubts.** No experience with customs pre-notification; prefers to work alone in the evening shift.",
          "",
          "**For the second round.**",
          "1. A driver calls in sick at 05:40 with a reefer on the quay. Walk us through the next twenty minutes.",
          "2. When did you last change how your team works, and who disagreed?",
        ].join("\n"),
        tokens: { input: 5210, output: 388 },
      },
    ],
  },
  {
    title: "Carrier SLA comparison",
    by: "mira",
    modelId: sonnet,
    daysAgo: 5,
    hour: 9,
    isPinned: true,
    turns: [
      {
        question: "Compare the three carrier contracts on rolled boxes, free time and notice of a rate change.",
        answer: [
          "| | Nordline | Balticum | Skagen |",
          "|---|---|---|---|",
          "| Rolled boxes | 2 free a quarter, then 90 EUR credit | no credit | 120 EUR credit each |",
          "| Free time, reefer | 4 days | 3 days | 5 days |",
          "| Notice of a rate change | 30 days | 14 days | 30 days, not in Q4 |",
          "",
          "Skagen is the best paper on every line; Balticum's fourteen days is the clause to renegotiate first, since your own customers get thirty.",
        ].join("\n"),
        tokens: { input: 14820, cacheRead: 2048, output: 640, reasoning: 512 },
      },
      {
        question: "Write the paragraph that asks Balticum for thirty days.",
        answer:
          "We would like to bring the notice for rate changes (clause 7.2) from fourteen to thirty days. Our own customers are entitled to thirty, so at present every change between the two dates is ours to carry: in the last twelve months that happened three times. We are glad to commit to the current volume for 2027 in return.",
        tokens: { input: 1120, cacheRead: 14336, output: 124 },
      },
    ],
  },
  {
    title: "Tariff Q4, what changed",
    by: "mira",
    modelId: sonnet,
    daysAgo: 8,
    hour: 8,
    turns: [
      {
        question: "List what changed between the Q3 and the Q4 tariff, one line each, with the page.",
        answer: [
          "1. Peak-season surcharge by gate-in date instead of booking date (p. 12).",
          "2. Reefer plug-in from 38 to 42 EUR a day (p. 14).",
          "3. Free time for dry boxes from 5 to 4 days in Hamburg only (p. 17).",
          "4. Documentation fee waived for digital bills of lading (p. 21).",
        ].join("\n"),
        tokens: { input: 21350, output: 310, reasoning: 768 },
      },
    ],
  },
  {
    title: "Driver handbook in Polish",
    by: "lena",
    modelId: flash,
    daysAgo: 9,
    hour: 11,
    turns: [
      {
        question: "Translate chapter 3 of the driver handbook into Polish. Keep the numbering.",
        answer:
          "**3. Odbiór kontenera**\n\n3.1 Przed wjazdem na terminal sprawdź numer kontenera, plombę i godzinę okna czasowego.\n\n3.2 Uszkodzenia zgłoś przed podpisaniem dokumentu odbioru; zdjęcie wystarczy, jeśli widać na nim numer.\n\n3.3 Kontenery chłodnicze podłącz najpóźniej 30 minut po odbiorze.",
        tokens: { input: 9120, output: 2480 },
      },
    ],
  },
  {
    title: "Claims letter, Hamburg",
    by: "jonas",
    modelId: mini,
    daysAgo: 11,
    hour: 14,
    turns: [
      {
        question: "The terminal dented a tank container. Write the claim, two paragraphs, with what we attach.",
        answer:
          "On 9 November the tank container HLFU 204417 6 was returned to us with a dent of about 40 cm on its left side, above the walkway. The interchange receipt of 6 November shows it undamaged; the gate photographs of 9 November show the dent.\n\nWe hold you liable for the repair and for the days the unit is out of service. Attached: both receipts, four photographs, the surveyor's estimate of 3,180 EUR, and our daily rate of 62 EUR. Your answer is due by 27 November.",
        tokens: { input: 760, output: 236, reasoning: 128 },
      },
    ],
  },
  {
    title: "Fuel index formula",
    by: "lena",
    modelId: mini,
    daysAgo: 13,
    hour: 9,
    turns: [
      {
        question: "How do I compute the fuel surcharge from the index if the base is 92 and each full 4 points are 1%?",
        answer:
          "Take the index, subtract 92, divide by 4 and keep the whole part: that is the percentage. At 107 it is (107 − 92) / 4 = 3.75, so **3%**. Below the base the surcharge is zero, not negative.",
        tokens: { input: 230, output: 96, reasoning: 64 },
      },
    ],
  },
  {
    title: "Onboarding plan, ops",
    by: "mira",
    modelId: sonnet,
    daysAgo: 15,
    hour: 8,
    turns: [
      {
        question: "A two-week onboarding plan for a new operations colleague. Half a page.",
        answer: [
          "**Week 1: see it.** Day 1 desk and systems. Day 2 with dispatch, day 3 at the terminal, day 4 with customs, day 5 with Jonas on two live quotes.",
          "",
          "**Week 2: do it.** Three lanes of their own under review, one claim from start to end, the Friday margin call. At the end a half-hour talk: what surprised you, what would you stop?",
        ].join("\n"),
        tokens: { input: 540, output: 286 },
      },
      {
        question: "Add who is responsible for each day.",
        answer:
          "Days 1 and 5: Jonas. Day 2: the dispatcher on shift. Day 3: Lena, who books the terminal visit a week ahead. Day 4: our customs agent. Week 2: Mira for the lanes and the talk, Lena for the claim.",
        tokens: { input: 910, output: 108 },
      },
    ],
  },
  {
    title: "Demurrage explainer",
    by: "jonas",
    modelId: flash,
    daysAgo: 17,
    hour: 15,
    turns: [
      {
        question: "Explain demurrage and detention to a new customer in five sentences.",
        answer:
          "Demurrage is what the terminal charges while your container stays inside it past the free days. Detention is what the carrier charges while you keep its container outside. The two clocks never run at once: the gate switches from one to the other. Free days differ by port and by box, and reefers have fewer. The cheapest way out of both is to book the pick-up before the vessel berths.",
        tokens: { input: 310, output: 128 },
      },
    ],
  },
  {
    title: "Year-end volumes by customer",
    by: "mira",
    modelId: sonnet,
    daysAgo: 18,
    hour: 10,
    turns: [
      {
        question: "From this export: which ten customers carried our year, and who has gone quiet since August?",
        answer: [
          "The ten largest are 71% of your volume; Kestrel Clinic Supplies and Vik & Sons alone are 24%.",
          "",
          "Quiet since August: **Orsa Energi** (from 31 boxes a month to 4) and **Nordlys Studio** (no booking at all). Both had a rolled box in the last week of July.",
        ].join("\n"),
        tokens: { input: 48210, output: 720, reasoning: 1980 },
      },
    ],
  },
];
