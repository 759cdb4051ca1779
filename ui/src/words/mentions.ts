import { countOf } from "./figures";

export const mentions = {
  list: "Whom to mention",
  found: (people: number) =>
    people
      ? `${countOf(people, "name")} to mention. Arrow keys choose, Return mentions, Escape goes on writing.`
      : "Nobody of that name in the address book. Arrow keys lead to looking it up.",
  lookUp: (typed: string) => `Look up “${typed}”`,
  lookUpDetail: { linkedin: "asks LinkedIn for the page", sandbox: "asks the sandbox for the page" },
  addressBook: "Address book…",
  own: "Your page",
  noPeopleSearch: "LinkedIn has no search for people. Those in your address book are found here.",
  lookingUp: (typed: string) => `Looking up “${typed}”…`,
  mentioned: (name: string) => `${name} is mentioned.`,
  moved: (name: string) =>
    `${name} is in the address book. The text had changed by then, so nothing was mentioned in it.`,
  nobodyToAsk: "Choose who posts first: LinkedIn is asked through that account. The text stays as it is.",

  book: "Address book",
  bookDetail:
    "Whom you mention. A mention links only under the exact name, so write it as LinkedIn shows it. All of it stays on this computer.",
  search: "Search the address book",
  none: "Nobody yet",
  noneDetail: "Pages that you look up in a post are kept here. Add people and pages below.",
  nobodyFound: "Nobody of that name.",
  kinds: { member: "Person", page: "Page" },
  sandbox: "Sandbox",
  mention: "Mention",
  edit: "Edit",
  editOf: (name: string) => `Edit ${name}`,
  remove: "Remove",
  removeOf: (name: string) => `Remove ${name}`,
  removed: (name: string) => `Removed ${name} from the address book`,
  back: (name: string) => `${name} is back in the address book`,
  add: "Add somebody",
  editing: (name: string) => `Edit ${name}`,
  name: "Name, exactly as LinkedIn shows it",
  urn: "URN",
  urnExample: "urn:li:person:… or urn:li:organization:…",
  howTo: "How to find a URN",
  howToPage:
    "A page: its administrators see its number in the address, linkedin.com/company/2414183/admin. The URN is urn:li:organization: and that number. Or write @ and what its address ends with in a post, and look it up there.",
  howToPerson:
    "A person: LinkedIn has no search for people, and the address of a profile does not tell. Only its API gives the URN: to the person when they sign in to an app, and to a page that the person follows. Ask them, or whoever keeps your LinkedIn app.",
  keep: "Keep",
  keepNew: "Add",
  cancel: "Cancel",
  kept: (name: string) => `${name} is in the address book.`,
};
