//! What the disk is known to hold, and half-typed text beside it: kept until the file has what was entered.

use std::path::PathBuf;

use super::Work;
use crate::session::Session;
use crate::text;
use crate::tui::effect::Effect;
use crate::tui::event::SaverNews;
use crate::tui::overlays::Overlay;
use crate::tui::stage::Stage;

/// Beside half-typed text, under its name with this before it: what it is and how its box was opened.
const WAITS: &str = "waits.";

/// So many boxes are named on opening; of more, the number is told.
const MOST_WAITS: usize = 3;

impl Work {
    /// News from the disk.
    pub fn saver(&mut self, news: SaverNews) {
        match news {
            SaverNews::Saved(revision, at) => {
                let recovered = self.saving.failing.take().is_some();
                self.saving.revision = self.saving.revision.max(revision);
                self.saving.at = Some(at);
                if self.saving.revision == self.history.revision() {
                    self.saving.waiting_since_ms = None;
                }
                self.forget_what_is_saved();
                if recovered {
                    self.say("The disk works again: everything is saved.");
                }
            }
            SaverNews::Failing { reason, emergency } => self.saving.failing = Some((reason, emergency)),
            SaverNews::ChangedOutside(path) => {
                self.path = path;
                let name =
                    self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                self.warn(format!(
                    "Somebody else changed the file. Both versions exist; yours goes on in {}.",
                    text::shown(&name)
                ));
            }
        }
    }

    /// Leaves the session; where the disk fails, only when asked twice.
    pub(super) fn leave(&mut self, how: Effect, key: &str) {
        let lost = self.history.revision() - self.saving.revision;
        match &self.saving.failing {
            Some((reason, copy)) if lost > 0 && !self.leaving.get() => {
                // What to do comes first; of a very long path the middle gives way.
                let most = 3 * usize::from(self.size.width);
                let copy = copy.as_ref().map_or_else(String::new, |path| {
                    format!(" A copy is at {}", text::clip_middle(&path.display().to_string(), most))
                });
                let line = format!(
                    "{key} again leaves. {} not on the disk ({reason}).{copy}",
                    text::plural(usize::try_from(lost).unwrap_or(0), "change is", "changes are")
                );
                self.warn(line);
                self.leaving.set(true);
            }
            _ => self.effects.push(how),
        }
    }

    /// An export was written: its files, and where they lie.
    pub fn exported(&mut self, paths: &[PathBuf]) {
        let folder = paths.first().and_then(|path| path.parent()).map(|path| path.display().to_string());
        let names: Vec<String> = paths
            .iter()
            .filter_map(|path| path.file_name())
            .map(|name| text::shown(&name.to_string_lossy()).into_owned())
            .collect();
        self.say(format!("Written: {} in {}", names.join(", "), text::shown(&folder.unwrap_or_default())));
    }

    /// The window that held the session has let it go.
    pub fn let_go(&mut self) {
        self.let_go = true;
        let why = "the other window is closed now. Ctrl-S opens the session here for writing";
        self.read_only = Some(why.into());
        self.warn(format!("Read only: {why}"));
    }

    /// Whether it may be opened here for writing now.
    pub fn was_let_go(&self) -> bool {
        self.let_go
    }

    /// The window that holds the session has written it: what is shown here is what it holds now.
    pub fn reread(&mut self, session: Session) {
        if self.read_only.is_none() {
            return;
        }
        let (session, _) = super::whole(session, self.playbook, &self.now);
        self.history.replace(session);
        self.derived.changed();
        self.saving.revision = self.history.revision();
        self.after();
    }

    pub(super) fn say_saved(&mut self) {
        if self.let_go {
            return self.effects.push(Effect::Open(self.path.clone()));
        }
        let name = text::shown(&self.path.display().to_string()).into_owned();
        match (&self.read_only, self.saving.at) {
            (Some(why), _) => {
                let line =
                    format!("Read only: {why}. Once that one is closed, Ctrl-S opens it here for writing.");
                self.say(line);
            }
            (None, Some(at)) if self.saving.revision == self.history.revision() => {
                self.say(format!("Saved {} to {name}", at.strftime("%H:%M:%S")));
            }
            (None, _) if self.history.revision() == 0 => {
                self.say(format!("Nothing has changed. The file is {name}"));
            }
            (None, _) => match &self.saving.failing {
                Some((reason, copy)) => {
                    let copy = copy.as_ref().map_or_else(String::new, |path| {
                        format!(" A copy is at {}", text::shown(&path.display().to_string()))
                    });
                    self.warn(format!("Not saved to {name}: {reason}. It is tried again and again.{copy}"));
                }
                None => self.say(format!("Saving to {name}")),
            },
        }
    }

    /// Leaving with half-typed text keeps it: it is there again when the same box opens.
    pub(super) fn forget_draft(&mut self, overlay: &dyn Overlay) {
        if let Some((key, text)) = overlay.half_typed() {
            let kept = text.is_some();
            self.keep(&key, text);
            if kept {
                self.say("What you typed is kept; it is there again when you come back.");
            }
        }
    }

    /// Starts, pauses or changes the timer and remembers it.
    pub fn keep_timer(&mut self) {
        let kept = self.timer.keep();
        self.keep("timer", kept);
    }

    /// Remembers what is half-typed in the box of this name, and how it was opened: after a crash that is said.
    pub(super) fn keep_what_waits(&mut self, key: &str, what: &str) {
        let line = format!("{what} ({})", self.way);
        self.keep(&format!("{WAITS}{key}"), Some(line));
    }

    /// Half-typed text that an earlier run left where nobody sees it, in a line.
    pub(super) fn say_what_waits(&mut self) {
        let boxes = self.kept.iter().filter_map(|(key, line)| {
            let of = key.strip_prefix(WAITS)?;
            self.kept.contains_key(of).then(|| line.clone())
        });
        // What stands in a line of a stage is seen there.
        let lines = [("capture", Stage::Questions, "a note"), ("sort.fingers", Stage::Sort, "fingers")];
        let lines =
            lines.into_iter().filter(|(key, stage, _)| self.kept.contains_key(*key) && self.stage != *stage);
        let lines = lines.map(|(_, stage, what)| format!("{what} ({})", stage.name()));
        let mut waits: Vec<String> = boxes.chain(lines).collect();
        if waits.is_empty() {
            return;
        }
        let more = waits.len().saturating_sub(MOST_WAITS);
        waits.truncate(MOST_WAITS);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let line = format!("Half-typed, and still there: {}{more}.", waits.join("; "));
        let said = self.saying.take().map_or_else(|| line.clone(), |said| format!("{} {line}", said.text));
        self.warn(said);
    }

    pub(super) fn keep(&mut self, key: &str, value: Option<String>) {
        if self.kept.get(key) == value.as_ref() {
            return;
        }
        let waits = format!("{WAITS}{key}");
        if value.is_none() && self.kept.contains_key(&waits) {
            self.keep(&waits, None);
        }
        match &value {
            Some(text) => self.kept.insert(key.to_owned(), text.clone()),
            None => self.kept.remove(key),
        };
        self.entered.retain(|(_, other)| other != key);
        if value.is_none() && self.history.revision() > self.saving.revision {
            // What was typed here may lie in a change that only memory holds: it stays until the file has it.
            self.entered.push((self.history.revision(), key.to_owned()));
            return;
        }
        self.effects.push(Effect::Keep(key.to_owned(), value));
    }

    /// What was typed and entered is in the file now.
    pub(super) fn forget_what_is_saved(&mut self) {
        let saved = self.saving.revision;
        let (done, waits) = std::mem::take(&mut self.entered).into_iter().partition(|(at, _)| *at <= saved);
        self.entered = waits;
        let done: Vec<(u64, String)> = done;
        self.effects.extend(done.into_iter().map(|(_, key)| Effect::Keep(key, None)));
    }
}
