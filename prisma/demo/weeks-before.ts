import { type DemoConversation, flash, mini, sonnet } from "./conversation";

/** What it was talking about in the weeks before. */
export const conversationsBefore: DemoConversation[] = [
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
