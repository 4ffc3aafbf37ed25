export const id = 199;
export const ids = [199];
export const modules = {

/***/ 8199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ nearWord)
/* harmony export */ });
// The word that was most likely meant by a mistyped one. Knows no list of words, and says nothing itself.
/** Longer than any name of ours: what is longer is no slip of the keyboard. */
const LONGEST_WORD = 64;
/** The checkout decides how many names there are. */
const MOST_WORDS = 5000;
/** The nearest known word, if one is near enough. Case does not count, nor whether it is `_` or `-`. */
function nearWord(given, known) {
    if (given.length > LONGEST_WORD)
        return undefined;
    const from = plain(given);
    // One less than its length: a word of which no letter is left is another word.
    const allowed = Math.min(from.length - 1, from.length < 5 ? 1 : Math.max(2, from.length / 3));
    let best;
    for (const word of [...known].slice(0, MOST_WORDS)) {
        if (Math.abs(word.length - from.length) > allowed)
            continue;
        const edits = editsBetween(from, plain(word));
        if (edits <= allowed && edits < (best?.edits ?? Infinity))
            best = { word, edits };
    }
    return best?.word;
}
function plain(word) {
    return word.toLowerCase().replaceAll('_', '-');
}
/** Characters to add, drop, change or swap with their neighbour. */
function editsBetween(one, other) {
    let before = [];
    let above = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= other.length; j += 1) {
            const change = one[i - 1] === other[j - 1] ? 0 : 1;
            const swaps = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
            row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change, swaps ? (before[j - 2] ?? 0) + 1 : Infinity);
        }
        before = above;
        above = row;
    }
    return above[other.length] ?? 0;
}


/***/ })

};
