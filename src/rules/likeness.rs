//! Near-duplicates and clusters (the handbook, R7): which notes share their words.
//!
//! Suggests pairs and shared words, never groups by itself. The same thought in other words is for people to see.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Share;
use super::words::{Id, number, sentence_case};
use crate::text;

/// An ending that is cut, or replaced, when enough stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ending {
    pub cut: String,
    pub put: String,
    /// Letters that must stay.
    pub keep: usize,
    /// What stays may not end in one of these.
    pub unless: Vec<String>,
}

/// The word lists of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// Without meaning of their own.
    pub stop: HashSet<String>,
    /// What every note of the field could contain.
    pub empty: HashSet<String>,
    /// The first that fits is cut, once.
    pub endings: Vec<Ending>,
    /// From a word (after the cut) to the word it is read as.
    pub synonyms: HashMap<String, String>,
}

impl Words {
    fn stem(&self, word: &str) -> String {
        for ending in &self.endings {
            let Some(rest) = word.strip_suffix(ending.cut.as_str()) else { continue };
            let stays = rest.chars().count() >= ending.keep
                && !ending.unless.iter().any(|end| rest.ends_with(end.as_str()));
            if !ending.cut.is_empty() && stays {
                return format!("{rest}{}", ending.put);
            }
        }
        word.to_owned()
    }

    fn is_empty_word(&self, word: &str) -> bool {
        self.empty.contains(word)
    }
}

/// The words of a text that carry meaning: each once, in alphabetical order. Emoji are no words.
pub fn words(text: &str, lists: &Words) -> BTreeSet<String> {
    text::bare(text)
        .split(' ')
        .filter(|word| !word.is_empty() && !lists.stop.contains(*word) && !lists.is_empty_word(word))
        .map(|word| {
            let stem = lists.stem(word);
            lists.synonyms.get(&stem).or_else(|| lists.synonyms.get(word)).cloned().unwrap_or(stem)
        })
        .filter(|word| !lists.is_empty_word(word))
        .collect()
}

/// How alike two notes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    Different,
    Related,
    LikelyDuplicate,
}

impl Label {
    /// As the suggestion says it.
    pub fn words(self) -> &'static str {
        match self {
            Label::Different => "different",
            Label::Related => "related",
            Label::LikelyDuplicate => "likely duplicate",
        }
    }
}

/// Shared words, of all words of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    pub shared: Share,
}

impl Likeness {
    /// Likely duplicate from half of all words with at least two shared; related from a quarter.
    pub fn label(self) -> Label {
        if self.shared.at_least(50) && self.shared.part >= 2 {
            Label::LikelyDuplicate
        } else if self.shared.at_least(25) {
            Label::Related
        } else {
            Label::Different
        }
    }
}

/// Compares two sets of words.
pub fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> Likeness {
    let shared = a.intersection(b).count();
    Likeness { shared: Share::of(shared, a.len() + b.len() - shared) }
}

/// Two notes that may say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub a: Id,
    pub b: Id,
    pub likeness: Likeness,
}

/// All likely duplicates, most alike first. Compares only notes that share one of their rarest words, so a full
/// wall costs little; none is missed, because two notes that share half of their words share one of those.
pub fn likely_duplicates(notes: &[(Id, BTreeSet<String>)]) -> Vec<Pair> {
    let mut frequency: HashMap<&str, usize> = HashMap::new();
    for (_, words) in notes {
        for word in words {
            *frequency.entry(word).or_default() += 1;
        }
    }
    let mut index: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, (id, words)) in notes.iter().enumerate() {
        let mut rare: Vec<&str> = words.iter().map(String::as_str).collect();
        rare.sort_by_key(|word| (frequency.get(word).copied().unwrap_or(0), *word));
        rare.truncate(words.len() / 2 + 1);
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for word in rare {
            let places = index.entry(word).or_default();
            met.extend(places.iter().copied());
            places.push(at);
        }
        for other in met {
            let (other_id, other_words) = &notes[other];
            let found = likeness(other_words, words);
            if found.label() == Label::LikelyDuplicate {
                pairs.push(Pair { a: other_id.clone(), b: id.clone(), likeness: found });
            }
        }
    }
    pairs.sort_by(|a, b| {
        let (x, y) = (a.likeness.shared, b.likeness.shared);
        (y.part * x.whole).cmp(&(x.part * y.whole)).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b)))
    });
    pairs
}

/// The pairs to look at, likely duplicates before related ones, the most alike first, at most `most`. `settled` leaves
/// pairs out that somebody has answered.
///
/// On a wall of up to a thousand notes none is missed. On a larger one a note is compared only with its nearest
/// neighbours among those that share a word, so that the time grows with the notes and not with their square.
pub fn suggestions(
    notes: &[(Id, BTreeSet<String>)],
    settled: impl Fn(&Id, &Id) -> bool,
    most: usize,
) -> Vec<Pair> {
    let ranked = ranked(notes);
    let reach = (1_000_000 / notes.len().max(1)).max(50);
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut met = vec![usize::MAX; notes.len()];
    let mut found: Vec<(Likeness, usize, usize)> = Vec::new();
    for (at, words) in ranked.iter().enumerate() {
        // Who shares a quarter of all words of both shares one of these.
        let rare = &words[..words.len() - words.len().div_ceil(4) + usize::from(!words.is_empty())];
        for word in rare {
            let places = places.entry(*word).or_default();
            for &other in places.iter().rev().take(reach) {
                if std::mem::replace(&mut met[other], at) == at {
                    continue;
                }
                let shared = shared(&ranked[other], words);
                let whole = ranked[other].len() + words.len() - shared;
                let likeness = Likeness { shared: Share::of(shared, whole) };
                if likeness.label() != Label::Different && !settled(&notes[other].0, &notes[at].0) {
                    found.push((likeness, other, at));
                }
            }
            places.push(at);
        }
        if found.len() > most.saturating_mul(8).max(1000) {
            keep_best(&mut found, most);
        }
    }
    keep_best(&mut found, most);
    found
        .into_iter()
        .map(|(likeness, a, b)| Pair { a: notes[a].0.clone(), b: notes[b].0.clone(), likeness })
        .collect()
}

fn keep_best(found: &mut Vec<(Likeness, usize, usize)>, most: usize) {
    found.sort_by(|(x, a, b), (y, c, d)| {
        let (p, q) = (x.shared, y.shared);
        y.label()
            .cmp(&x.label())
            .then_with(|| (q.part * p.whole).cmp(&(p.part * q.whole)))
            .then_with(|| (a, b).cmp(&(c, d)))
    });
    found.truncate(most);
}

/// The words of each note as numbers, the rarest first.
fn ranked(notes: &[(Id, BTreeSet<String>)]) -> Vec<Vec<u32>> {
    let mut frequency: HashMap<&str, u32> = HashMap::new();
    for (_, words) in notes {
        for word in words {
            *frequency.entry(word).or_default() += 1;
        }
    }
    let mut order: Vec<(u32, &str)> = frequency.into_iter().map(|(word, n)| (n, word)).collect();
    order.sort_unstable();
    let rank: HashMap<&str, u32> = order.iter().zip(0..).map(|((_, word), n)| (*word, n)).collect();
    notes
        .iter()
        .map(|(_, words)| {
            let mut words: Vec<u32> = words.iter().map(|word| rank[word.as_str()]).collect();
            words.sort_unstable();
            words
        })
        .collect()
}

/// How many numbers two ordered lists have in common.
fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(here), Some(there)) = (one.get(i), other.get(j)) {
        match here.cmp(there) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

/// Notes that share a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    pub word: String,
    pub notes: Vec<Id>,
}

impl Cluster {
    /// “Seven notes share *visit*.”
    pub fn sentence(&self) -> String {
        format!("{} notes share *{}*.", sentence_case(&number(self.notes.len())), self.word)
    }
}

/// Words that at least `least` notes share, the most shared first.
pub fn clusters(notes: &[(Id, BTreeSet<String>)], least: usize) -> Vec<Cluster> {
    let mut by_word: HashMap<&str, Vec<Id>> = HashMap::new();
    for (id, words) in notes {
        for word in words.iter().filter(|word| !word.chars().all(char::is_numeric)) {
            by_word.entry(word).or_default().push(id.clone());
        }
    }
    let mut clusters: Vec<Cluster> = by_word
        .into_iter()
        .filter(|(_, notes)| notes.len() >= least.max(2))
        .map(|(word, notes)| Cluster { word: word.to_owned(), notes })
        .collect();
    clusters.sort_by(|a, b| b.notes.len().cmp(&a.notes.len()).then_with(|| a.word.cmp(&b.word)));
    clusters
}

/// From so many notes on a word can be so common that it says nothing.
const COMMON_FROM: usize = 20;

/// Whether a word is shared by more than a fifth of a board: a theme of all those notes would be split at once.
fn says_nothing(sharing: usize, board: usize) -> bool {
    board >= COMMON_FROM && Share::of(sharing, board).above(20)
}

/// “one”, “seven”: a number is nothing to share, in words either.
fn is_number(word: &str) -> bool {
    (1..=12).any(|n| number(n) == word)
}

/// Shared words worth a look across a wall: `column` says where a note hangs, `None` without a theme. Words that `least`
/// notes without a theme share come first; then words that more notes share and that no one theme holds together. A word
/// that is all over the wall is left out.
pub fn hints<C: PartialEq>(
    notes: &[(Id, BTreeSet<String>)],
    column: impl Fn(&Id) -> Option<C>,
    least: usize,
    most: usize,
) -> Vec<Cluster> {
    let loners: Vec<_> = notes.iter().filter(|(id, _)| column(id).is_none()).cloned().collect();
    let all = clusters(notes, least);
    let common: HashSet<&str> = all
        .iter()
        .filter(|cluster| says_nothing(cluster.notes.len(), notes.len()))
        .map(|cluster| cluster.word.as_str())
        .collect();
    let wanted = |cluster: &Cluster| !common.contains(cluster.word.as_str()) && !is_number(&cluster.word);
    let mut found = clusters(&loners, least);
    found.retain(wanted);
    let known: HashSet<String> = found.iter().map(|cluster| cluster.word.clone()).collect();
    let scattered = |cluster: &Cluster| {
        let mut columns = cluster.notes.iter().map(&column);
        let first = columns.next();
        !known.contains(&cluster.word) && columns.any(|column| Some(column) != first)
    };
    let more = all.iter().filter(|cluster| cluster.notes.len() > least.max(1));
    let more = more.filter(|cluster| wanted(cluster) && scattered(cluster));
    found.extend(more.cloned());
    found.truncate(most);
    found
}

/// “14 notes: split?” for a theme with more than 12 notes or more than a fifth of the board.
pub fn split_sentence(notes: usize, board: usize) -> Option<String> {
    (notes > 12 || (notes > 3 && Share::of(notes, board).above(20))).then(|| format!("{notes} notes: split?"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bag(text: &str) -> BTreeSet<String> {
        words(text, &Words::default())
    }

    proptest! {
        #[test]
        fn no_likely_duplicate_is_missed(texts in proptest::collection::vec("[a-f]( [a-f]){0,5}", 0..20)) {
            let notes: Vec<(Id, BTreeSet<String>)> =
                texts.iter().enumerate().map(|(n, text)| (format!("N{n:03}").into(), bag(text))).collect();
            let mut slow = BTreeSet::new();
            for (at, (a, left)) in notes.iter().enumerate() {
                for (b, right) in &notes[at + 1..] {
                    if likeness(left, right).label() == Label::LikelyDuplicate {
                        slow.insert((a.clone(), b.clone()));
                    }
                }
            }
            let quick: BTreeSet<_> = likely_duplicates(&notes).into_iter().map(|pair| (pair.a, pair.b)).collect();
            prop_assert_eq!(quick, slow);
        }

        #[test]
        fn no_pair_is_missed_on_a_wall_of_usual_size(texts in proptest::collection::vec("[a-f]( [a-f]){0,5}", 0..20)) {
            let notes: Vec<(Id, BTreeSet<String>)> =
                texts.iter().enumerate().map(|(n, text)| (format!("N{n:03}").into(), bag(text))).collect();
            let mut slow = BTreeSet::new();
            for (at, (a, left)) in notes.iter().enumerate() {
                for (b, right) in &notes[at + 1..] {
                    if likeness(left, right).label() != Label::Different {
                        slow.insert((a.clone(), b.clone()));
                    }
                }
            }
            let found = suggestions(&notes, |_, _| false, 1000);
            let labels: Vec<Label> = found.iter().map(|pair| pair.likeness.label()).collect();
            prop_assert!(labels.is_sorted_by(|a, b| a >= b), "likely duplicates come first");
            let quick: BTreeSet<_> = found.into_iter().map(|pair| (pair.a, pair.b)).collect();
            prop_assert_eq!(quick, slow);
        }

        #[test]
        fn any_text_has_words_or_none(text in "\\PC{0,40}") {
            let _ = bag(&text);
        }
    }

    #[test]
    fn seven_notes_share_a_word() {
        let notes: Vec<(Id, BTreeSet<String>)> =
            (0..7).map(|n| (format!("N{n}").into(), bag(&format!("visit 40 word{n}")))).collect();
        let found = clusters(&notes, 4);
        assert_eq!(found.len(), 1, "a bare number is nothing to share");
        assert_eq!(found[0].sentence(), "Seven notes share *visit*.");
    }

    #[test]
    fn what_was_answered_is_not_suggested_again_and_the_list_has_an_end() {
        let notes: Vec<(Id, BTreeSet<String>)> =
            (0..40).map(|n| (format!("N{n:02}").into(), bag(&format!("late visit again {n}")))).collect();
        let first = suggestions(&notes, |_, _| false, 5);
        assert_eq!(first.len(), 5);
        assert_eq!((first[0].a.as_str(), first[0].b.as_str()), ("N00", "N01"));
        let next = suggestions(&notes, |a, b| a == "N00" && b == "N01", 5);
        assert_eq!((next[0].a.as_str(), next[0].b.as_str()), ("N00", "N02"));
    }

    #[test]
    fn hints_begin_with_what_has_no_theme_and_leave_out_what_one_theme_holds() {
        let notes: Vec<(Id, BTreeSet<String>)> =
            ["visit a", "visit b", "visit c", "bill d", "bill e", "bill f", "bill g"]
                .iter()
                .enumerate()
                .map(|(n, text)| (format!("N{n}").into(), bag(text)))
                .collect();
        let words = |column: &dyn Fn(&Id) -> Option<u8>| -> Vec<String> {
            hints(&notes, column, 3, 9).into_iter().map(|hint| hint.word).collect()
        };
        let bills = |id: &Id| ["N3", "N4", "N5", "N6"].contains(&id.as_str());
        assert_eq!(words(&|id| bills(id).then_some(1)), ["visit"]);
        assert_eq!(words(&|id| Some(u8::from(id == "N3"))), ["bill"]);
    }

    #[test]
    fn a_word_that_is_all_over_a_wall_is_no_hint() {
        let wall = |notes: usize, calls: usize| -> Vec<String> {
            let bags: Vec<(Id, BTreeSet<String>)> = (0..notes)
                .map(|n| {
                    let word = if n < calls {
                        "call"
                    } else if n + 4 >= notes {
                        "bill"
                    } else {
                        ""
                    };
                    (format!("N{n:02}").into(), bag(&format!("{word} own{n}")))
                })
                .collect();
            hints(&bags, |_| None::<u8>, 3, 9).into_iter().map(|hint| hint.word).collect()
        };
        assert_eq!(wall(30, 7), ["bill"], "more than a fifth");
        assert_eq!(wall(30, 6), ["call", "bill"], "a fifth");
        assert_eq!(wall(19, 12), ["call", "bill"], "on a small board every word counts");
        let ones: Vec<(Id, BTreeSet<String>)> =
            (0..4).map(|n| (format!("N{n}").into(), bag(&format!("one own{n}")))).collect();
        assert!(hints(&ones, |_| None::<u8>, 3, 9).is_empty(), "a number is no hint, in words either");
    }

    #[test]
    fn a_large_theme_is_asked_whether_it_splits() {
        assert_eq!(split_sentence(14, 200).as_deref(), Some("14 notes: split?"));
        assert_eq!(split_sentence(12, 200), None);
        assert!(split_sentence(5, 24).is_some());
    }
}
