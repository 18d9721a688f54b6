//! Themes' rows of the key table: the wall of themes, looks alike, and the ballot. It knows no theme.

use ratatui::crossterm::event::KeyCode;

use crate::tui::keymap::{Binding, Chord, Command, Layer};

/// Its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cmd {
    /// The note above, or the column's name.
    Up,
    /// The note below.
    Down,
    /// The column to the left.
    Left,
    /// The column to the right.
    Right,
    /// The first column.
    First,
    /// The last column.
    Last,
    /// The next column's name.
    NextColumn,
    /// The name of the column before.
    PreviousColumn,
    /// Mark this note, or take the mark off.
    Mark,
    /// Take back marks, then the filter.
    Clear,
    /// Put the notes into a theme.
    Group,
    /// To the column on the left.
    MoveLeft,
    /// To the column on the right.
    MoveRight,
    /// A new theme of the marked notes.
    New,
    /// Split the notes off into a theme of their own.
    Split,
    /// Another name for the theme.
    Rename,
    /// Join this theme to another.
    Merge,
    /// Stack what says the same.
    Stack,
    /// Take a stack apart.
    Unstack,
    /// Out of its theme.
    TakeOut,
    /// This note speaks for its theme.
    Lead,
    /// Remove notes, or a theme whose name is selected.
    Remove,
    /// The theme's column further left.
    Earlier,
    /// The theme's column further right.
    Later,
    /// A gap from this theme.
    Gap,
    /// What looks alike.
    Alike,
    /// Stack the pair, or mark what the hint names.
    TakeOffer,
    /// The pair is not the same.
    Differs,
    /// The next suggestion.
    NextOffer,
    /// The suggestion before.
    PreviousOffer,
    /// From the pairs to the hints, and back.
    OtherOffers,
    /// Back to the wall.
    Leave,
    /// Ballots and their dots.
    Dots,
    /// On with the count.
    Count,
    /// Paper, ballot by ballot.
    Slips,
    /// Paper, option by option.
    Totals,
    /// Each voter alone at the laptop.
    Booth,
    /// The pile by level that is typed.
    Pile,
    /// One voter more.
    VoterMore,
    /// One voter less.
    VoterLess,
    /// Close the ballot.
    Close,
    /// Close it although dots are missing.
    Shortfall,
    /// Throw the ballot away.
    Discard,
    /// The option above.
    OptionUp,
    /// The option below.
    OptionDown,
    /// Correct one total.
    Correct,
    /// A ballot between those that are tied.
    RunOff,
    /// Another ballot.
    Another,
    /// Another result.
    OtherResult,
    /// One more on the shortlist.
    ListMore,
    /// One less.
    ListLess,
    /// Only one question's notes.
    Filter,
    /// The theme that holds most by far, and what it could be split into.
    SplitLarge,
    /// The card of what is selected.
    Open,
}

impl Cmd {
    /// Whether it changes nothing in the session, so that it is there where the session is only read.
    pub const fn reads(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::Left
                | Self::Right
                | Self::First
                | Self::Last
                | Self::NextColumn
                | Self::PreviousColumn
                | Self::Clear
                | Self::Alike
                | Self::NextOffer
                | Self::PreviousOffer
                | Self::OtherOffers
                | Self::Leave
                | Self::Dots
                | Self::OptionUp
                | Self::OptionDown
                | Self::OtherResult
                | Self::Filter
                | Self::Open
        )
    }
}

const fn row(
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    on(Layer::Themes, chords, name, label, command, footer)
}

const fn on(
    layer: Layer,
    chords: &'static [Chord],
    name: &'static str,
    label: &'static str,
    command: Cmd,
    footer: u8,
) -> Binding {
    Binding { layer, chords, name, label, command: Command::Themes(command), footer }
}

const UP: &[Chord] = &[Chord::key(KeyCode::Up), Chord::ch('k')];
const DOWN: &[Chord] = &[Chord::key(KeyCode::Down), Chord::ch('j')];
const LEFT: &[Chord] = &[Chord::key(KeyCode::Left), Chord::ch('h')];
const RIGHT: &[Chord] = &[Chord::key(KeyCode::Right), Chord::ch('l')];
const SKIP: &[Chord] =
    &[Chord::key(KeyCode::Right), Chord::ch(' '), Chord::ch('l'), Chord::key(KeyCode::Down)];
const BACK: &[Chord] =
    &[Chord::key(KeyCode::Left), Chord::key(KeyCode::Backspace), Chord::ch('h'), Chord::key(KeyCode::Up)];
const MORE: &[Chord] = &[Chord::ch('+'), Chord::ch('=')];
const LESS: &[Chord] = &[Chord::ch('-')];
const OTHER: &[Chord] = &[Chord::key(KeyCode::Tab)];
const OUT: &[Chord] = &[Chord::key(KeyCode::Esc), Chord::ch('a')];
const REMOVE: &[Chord] = &[Chord::ch('x'), Chord::key(KeyCode::Delete)];

/// Its keys.
pub const KEYS: &[Binding] = &[
    row(&[Chord::ch(' ')], "themes.mark", "marks", Cmd::Mark, 1),
    row(&[Chord::ch('g')], "themes.group", "to a theme", Cmd::Group, 5),
    row(&[Chord::ch('n'), Chord::ch('N')], "themes.new", "new theme", Cmd::New, 4),
    row(&[Chord::ch('s')], "themes.stack", "stack", Cmd::Stack, 6),
    row(&[Chord::ch('r')], "themes.rename", "rename", Cmd::Rename, 7),
    row(&[Chord::key(KeyCode::Enter), Chord::ch('e')], "themes.open", "its card", Cmd::Open, 8),
    row(&[Chord::shift(KeyCode::Left)], "themes.note.left", "to the column on the left", Cmd::MoveLeft, 0),
    row(
        &[Chord::ch('m'), Chord::shift(KeyCode::Right)],
        "themes.note.right",
        "to the column on the right",
        Cmd::MoveRight,
        0,
    ),
    row(&[Chord::ch('o')], "themes.note.out", "out of its theme", Cmd::TakeOut, 0),
    row(&[Chord::ch('u')], "themes.unstack", "take the stack apart", Cmd::Unstack, 0),
    row(&[Chord::ch('L')], "themes.lead", "lead quote", Cmd::Lead, 0),
    row(&[Chord::ch('S')], "themes.split", "split off into a new theme", Cmd::Split, 0),
    row(&[Chord::ch('/')], "themes.split.large", "split the large theme", Cmd::SplitLarge, 0),
    row(&[Chord::ch('M')], "themes.merge", "join to another theme", Cmd::Merge, 0),
    row(&[Chord::ch('a')], "themes.alike", "looks alike", Cmd::Alike, 2),
    row(&[Chord::ch('d')], "themes.dots", "dots", Cmd::Dots, 3),
    row(&[Chord::ch('G')], "themes.gap", "make a gap of it", Cmd::Gap, 0),
    row(&[Chord::ch('f')], "themes.filter", "one question only", Cmd::Filter, 9),
    row(REMOVE, "themes.remove", "remove", Cmd::Remove, 0),
    row(&[Chord::ch('<'), Chord::ch('K')], "themes.earlier", "column further left", Cmd::Earlier, 0),
    row(&[Chord::ch('>'), Chord::ch('J')], "themes.later", "column further right", Cmd::Later, 0),
    row(UP, "themes.up", "note above", Cmd::Up, 0),
    row(DOWN, "themes.down", "note below", Cmd::Down, 0),
    row(LEFT, "themes.left", "column to the left", Cmd::Left, 0),
    row(RIGHT, "themes.right", "column to the right", Cmd::Right, 0),
    row(&[Chord::key(KeyCode::Tab)], "themes.next", "next column's name", Cmd::NextColumn, 0),
    row(&[Chord::key(KeyCode::BackTab)], "themes.previous", "name before", Cmd::PreviousColumn, 0),
    row(&[Chord::key(KeyCode::Home)], "themes.first", "first column", Cmd::First, 0),
    row(&[Chord::key(KeyCode::End)], "themes.last", "last column", Cmd::Last, 0),
    row(&[Chord::key(KeyCode::Esc)], "themes.clear", "unmark", Cmd::Clear, 0),
    on(
        Layer::Alike,
        &[Chord::ch('s'), Chord::key(KeyCode::Enter)],
        "themes.alike.take",
        "stacks the two",
        Cmd::TakeOffer,
        1,
    ),
    on(Layer::Alike, &[Chord::ch('n'), Chord::ch('x')], "themes.alike.not", "not the same", Cmd::Differs, 2),
    on(Layer::Alike, SKIP, "themes.alike.next", "skip", Cmd::NextOffer, 3),
    on(Layer::Alike, BACK, "themes.alike.back", "the one before", Cmd::PreviousOffer, 5),
    on(Layer::Alike, OTHER, "themes.alike.other", "shared words", Cmd::OtherOffers, 4),
    on(Layer::Alike, OUT, "themes.alike.leave", "to the wall", Cmd::Leave, 6),
    on(
        Layer::Hint,
        &[Chord::key(KeyCode::Enter), Chord::ch('s')],
        "themes.hint.take",
        "marks the notes",
        Cmd::TakeOffer,
        1,
    ),
    on(Layer::Hint, SKIP, "themes.hint.next", "skip", Cmd::NextOffer, 2),
    on(Layer::Hint, BACK, "themes.hint.back", "the one before", Cmd::PreviousOffer, 4),
    on(Layer::Hint, OTHER, "themes.hint.other", "pairs", Cmd::OtherOffers, 3),
    on(Layer::Hint, OUT, "themes.hint.leave", "to the wall", Cmd::Leave, 5),
    on(
        Layer::AlikeDone,
        &[Chord::key(KeyCode::Esc), Chord::key(KeyCode::Enter), Chord::ch('a')],
        "themes.alike.done",
        "to the wall",
        Cmd::Leave,
        1,
    ),
    on(Layer::Ballot, &[Chord::key(KeyCode::Enter)], "themes.ballot.count", "counts", Cmd::Count, 1),
    on(Layer::Ballot, &[Chord::ch('c')], "themes.ballot.close", "closes it", Cmd::Close, 2),
    on(Layer::Ballot, MORE, "themes.ballot.more", "a voter more", Cmd::VoterMore, 3),
    on(Layer::Ballot, LESS, "themes.ballot.less", "a voter less", Cmd::VoterLess, 4),
    on(Layer::Ballot, &[Chord::ch('w')], "themes.ballot.short", "closes it with a reason", Cmd::Shortfall, 5),
    on(Layer::Ballot, &[Chord::ch('p')], "themes.ballot.slips", "paper, ballot by ballot", Cmd::Slips, 0),
    on(Layer::Ballot, &[Chord::ch('t')], "themes.ballot.totals", "paper, option by option", Cmd::Totals, 0),
    on(Layer::Ballot, &[Chord::ch('v')], "themes.ballot.booth", "each voter alone here", Cmd::Booth, 0),
    on(Layer::Ballot, &[Chord::ch('l')], "themes.ballot.pile", "pile by level", Cmd::Pile, 7),
    on(Layer::Ballot, REMOVE, "themes.ballot.discard", "throws it away", Cmd::Discard, 0),
    on(Layer::Ballot, UP, "themes.ballot.up", "option above", Cmd::OptionUp, 0),
    on(Layer::Ballot, DOWN, "themes.ballot.down", "option below", Cmd::OptionDown, 0),
    on(Layer::Ballot, &[Chord::key(KeyCode::Esc)], "themes.ballot.leave", "to the wall", Cmd::Leave, 6),
    on(
        Layer::Result,
        &[Chord::key(KeyCode::Enter), Chord::ch('e')],
        "themes.result.correct",
        "corrects",
        Cmd::Correct,
        1,
    ),
    on(Layer::Result, &[Chord::ch('o')], "themes.result.runoff", "run-off", Cmd::RunOff, 3),
    on(Layer::Result, OTHER, "themes.result.other", "result before", Cmd::OtherResult, 7),
    on(Layer::Result, MORE, "themes.result.more", "longer shortlist", Cmd::ListMore, 4),
    on(Layer::Result, LESS, "themes.result.less", "shorter shortlist", Cmd::ListLess, 5),
    on(
        Layer::Result,
        &[Chord::ch('d'), Chord::ch('n')],
        "themes.result.another",
        "new ballot",
        Cmd::Another,
        2,
    ),
    on(Layer::Result, UP, "themes.result.up", "option above", Cmd::OptionUp, 0),
    on(Layer::Result, DOWN, "themes.result.down", "option below", Cmd::OptionDown, 0),
    on(Layer::Result, &[Chord::key(KeyCode::Esc)], "themes.result.leave", "to the wall", Cmd::Leave, 6),
];
