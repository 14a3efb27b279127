// The client's own words around a page, in the languages of the page: in Arabic the real
// dialog is mirrored too, and whoever looks at the page's layout must see both.

/** @typedef {{ save: string, cancel: string, remove: string }} Words */

/** @type {Record<string, Words>} */
const WORDS = {
  en: { save: "Save", cancel: "Cancel", remove: "Remove" },
  de: { save: "Speichern", cancel: "Abbrechen", remove: "Entfernen" },
  fr: { save: "Enregistrer", cancel: "Annuler", remove: "Supprimer" },
  es: { save: "Guardar", cancel: "Cancelar", remove: "Quitar" },
  pt: { save: "Salvar", cancel: "Cancelar", remove: "Remover" },
  ja: { save: "保存", cancel: "キャンセル", remove: "削除" },
  zh: { save: "保存", cancel: "取消", remove: "移除" },
  "zh-tw": { save: "儲存", cancel: "取消", remove: "移除" },
  ar: { save: "حفظ", cancel: "إلغاء", remove: "إزالة" },
  nl: { save: "Opslaan", cancel: "Annuleren", remove: "Verwijderen" },
  it: { save: "Salva", cancel: "Annulla", remove: "Rimuovi" },
  pl: { save: "Zapisz", cancel: "Anuluj", remove: "Usuń" },
  ko: { save: "저장", cancel: "취소", remove: "제거" },
};

const MIRRORED = new Set(["ar", "fa", "he", "ur"]);

/**
 * The words for a locale, English where there are none, and the direction of the dialog.
 * @param {string} locale
 */
export function hostWords(locale) {
  const known = [locale, locale.split("-")[0]].find((each) => Object.hasOwn(WORDS, each)) ?? "en";
  return { lang: known, dir: MIRRORED.has(known) ? "rtl" : "ltr", ...WORDS[known] };
}
