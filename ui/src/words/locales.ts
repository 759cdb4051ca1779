import { known, type Locale } from "../host/contract";

/**
 * Languages that captions are written in, with the country that LinkedIn's own locales pair them with. LinkedIn
 * publishes no list of those it takes for captions; these are the ones its interface is offered in.
 */
const spoken: readonly (readonly [Locale, string])[] = [
  ["ar_AE", "Arabic"],
  ["bn_IN", "Bangla"],
  ["zh_CN", "Chinese (simplified)"],
  ["zh_TW", "Chinese (traditional)"],
  ["cs_CZ", "Czech"],
  ["da_DK", "Danish"],
  ["nl_NL", "Dutch"],
  ["en_GB", "English (United Kingdom)"],
  ["en_US", "English (United States)"],
  ["fi_FI", "Finnish"],
  ["fr_CA", "French (Canada)"],
  ["fr_FR", "French (France)"],
  ["de_DE", "German"],
  ["el_GR", "Greek"],
  ["he_IL", "Hebrew"],
  ["hi_IN", "Hindi"],
  ["hu_HU", "Hungarian"],
  ["id_ID", "Indonesian"],
  ["it_IT", "Italian"],
  ["ja_JP", "Japanese"],
  ["ko_KR", "Korean"],
  ["ms_MY", "Malay"],
  ["mr_IN", "Marathi"],
  ["no_NO", "Norwegian"],
  ["fa_IR", "Persian"],
  ["pl_PL", "Polish"],
  ["pt_BR", "Portuguese (Brazil)"],
  ["pt_PT", "Portuguese (Portugal)"],
  ["pa_IN", "Punjabi"],
  ["ro_RO", "Romanian"],
  ["ru_RU", "Russian"],
  ["es_MX", "Spanish (Mexico)"],
  ["es_ES", "Spanish (Spain)"],
  ["sv_SE", "Swedish"],
  ["tl_PH", "Tagalog"],
  ["te_IN", "Telugu"],
  ["th_TH", "Thai"],
  ["tr_TR", "Turkish"],
  ["uk_UA", "Ukrainian"],
  ["vi_VN", "Vietnamese"],
];

export interface Language {
  locale: Locale;
  name: string;
}

/** Every language to choose from, those of the system first; also one that a draft names and no table knows. */
export function languages(system: readonly string[] = navigator.languages, named?: Locale): Language[] {
  const first = system.flatMap((tag) => localeOf(tag) ?? []);
  const order = [...new Set([...first, ...(named ? [named] : []), ...spoken.map(([locale]) => locale)])];
  return order.map((locale) => ({ locale, name: nameOf(locale) }));
}

/** What captions are taken to be in until somebody says otherwise: the system's language. */
export function systemLocale(system: readonly string[] = navigator.languages): Locale {
  return system.map(localeOf).find((locale) => locale !== null) ?? "en_US";
}

/** `de-AT` as it is; `de` with the country where most speak it. */
function localeOf(tag: string): Locale | null {
  try {
    const { language, region } = new Intl.Locale(tag).maximize();
    return region && isOneOf(known.languages, language) && isOneOf(known.countries, region)
      ? `${language}_${region}`
      : null;
  } catch {
    // A system may name its language in a way that is no tag, as `C`.
    return null;
  }
}

const isOneOf = (codes: readonly string[], code: string) => codes.includes(code);

export function nameOf(locale: Locale): string {
  const known = spoken.find(([other]) => other === locale)?.[1];
  if (known) return known;
  const tag = locale.replace("_", "-");
  try {
    return new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" }).of(tag) ?? locale;
  } catch {
    // A tag that is well-formed to Galley may be none to the browser.
    return locale;
  }
}
