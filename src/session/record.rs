//! What every object of the session file has in common: known fields in a documented order, and whatever
//! else the file held. Fields that nobody here knows survive byte for byte, in their place (the handbook, 2.1).
//!
//! Refuses to know: what any field means.

use std::sync::Arc;

use serde::de::{DeserializeSeed, Error as _, MapAccess};
use serde::ser::SerializeMap;
use serde_json::value::RawValue;

/// What a record remembers of the file it came from, beside its known fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// One bit a known field: written even when it holds its default value.
    explicit: u64,
    /// Present only where the file's keys were out of the documented order, or some were unknown.
    odd: Option<Arc<Vec<OddKey>>>,
}

#[derive(Clone, Debug)]
enum OddKey {
    Known(u8),
    Unknown(Box<str>, Box<RawValue>),
}

impl PartialEq for OddKey {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Known(a), Self::Known(b)) => a == b,
            (Self::Unknown(a, x), Self::Unknown(b, y)) => a == b && x.get() == y.get(),
            _ => false,
        }
    }
}

impl Extras {
    /// The extras of a record made here: `always` are the fields that are written from the start.
    pub const fn fresh(always: u64) -> Self {
        Self { explicit: always, odd: None }
    }

    /// The keys in the order in which the record is written: an index below `count`, or an unknown field.
    /// `holds` says whether a known field has something to say.
    pub fn write<S: SerializeMap>(
        &self,
        map: &mut S,
        count: u8,
        holds: impl Fn(u8) -> bool,
        mut known: impl FnMut(&mut S, u8) -> Result<(), S::Error>,
    ) -> Result<(), S::Error> {
        let wanted = |i: u8| self.explicit & (1 << i) != 0 || holds(i);
        let Some(odd) = &self.odd else {
            return (0..count).filter(|&i| wanted(i)).try_for_each(|i| known(map, i));
        };
        let listed = odd.iter().fold(0_u64, |seen, key| match key {
            OddKey::Known(i) => seen | 1 << i,
            OddKey::Unknown(..) => seen,
        });
        let mut late = (0..count).filter(|&i| listed & (1 << i) == 0 && wanted(i)).peekable();
        for key in odd.iter() {
            match key {
                OddKey::Known(i) => {
                    while let Some(new) = late.next_if(|new| new < i) {
                        known(map, new)?;
                    }
                    if wanted(*i) {
                        known(map, *i)?;
                    }
                }
                OddKey::Unknown(name, value) => map.serialize_entry(name, value)?,
            }
        }
        late.try_for_each(|new| known(map, new))
    }
}

/// Follows the keys of one object while it is read.
#[derive(Debug)]
pub struct Reader {
    names: &'static [&'static str],
    seen: u64,
    explicit: u64,
    last: i16,
    odd: Option<Vec<OddKey>>,
}

impl Reader {
    /// For an object whose known keys are `names`, at most 64.
    pub fn new(names: &'static [&'static str]) -> Self {
        Self { names, seen: 0, explicit: 0, last: -1, odd: None }
    }

    /// The index of the next known key; unknown ones are taken in on the way. `None` at the end of the object.
    pub fn next<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Option<u8>, A::Error> {
        loop {
            let hint = usize::try_from(self.last + 1).unwrap_or(0);
            match map.next_key_seed(KeySeed { names: self.names, hint })? {
                None => return Ok(None),
                Some(Key::Known(i)) => {
                    if self.seen & (1 << i) != 0 {
                        return Err(A::Error::custom(format_args!(
                            "the field `{}` is here twice",
                            self.names[usize::from(i)]
                        )));
                    }
                    if i16::from(i) < self.last {
                        self.odd_keys();
                    }
                    if let Some(odd) = &mut self.odd {
                        odd.push(OddKey::Known(i));
                    }
                    self.last = self.last.max(i16::from(i));
                    self.seen |= 1 << i;
                    return Ok(Some(i));
                }
                Some(Key::Unknown(name)) => {
                    let value = map.next_value::<Box<RawValue>>()?;
                    self.odd_keys().push(OddKey::Unknown(name, value));
                }
            }
        }
    }

    fn odd_keys(&mut self) -> &mut Vec<OddKey> {
        let seen = self.seen;
        self.odd.get_or_insert_with(|| (0..64).filter(|i| seen & (1 << i) != 0).map(OddKey::Known).collect())
    }

    /// Notes that field `i` is to be written even when it holds its default.
    pub fn keep(&mut self, i: u8) {
        self.explicit |= 1 << i;
    }

    /// Ends the object; `required` fields must have been there.
    pub fn finish<E: serde::de::Error>(self, required: u64) -> Result<Extras, E> {
        let missing = required & !self.seen;
        if missing != 0 {
            return Err(E::missing_field(self.names[missing.trailing_zeros() as usize]));
        }
        Ok(Extras { explicit: self.explicit, odd: self.odd.map(Arc::new) })
    }
}

enum Key {
    Known(u8),
    Unknown(Box<str>),
}

struct KeySeed {
    names: &'static [&'static str],
    hint: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;
    fn deserialize<D: serde::Deserializer<'de>>(self, d: D) -> Result<Key, D::Error> {
        d.deserialize_str(self)
    }
}

impl serde::de::Visitor<'_> for KeySeed {
    type Value = Key;
    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a field name")
    }
    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Key, E> {
        // Keys come in their order with some left out: what follows is looked at before what went before.
        let from = self.hint.min(self.names.len());
        let (before, after) = self.names.split_at(from);
        let found = after.iter().position(|name| *name == key).map(|i| i + from);
        Ok(match found.or_else(|| before.iter().position(|name| *name == key)) {
            Some(i) => Key::Known(u8::try_from(i).unwrap_or(u8::MAX)),
            None => Key::Unknown(key.into()),
        })
    }
}

/// A record with an id, as lists hold it.
pub trait Entity: super::list::Item + PartialEq {
    /// The id's own type.
    type Id: Clone + PartialEq + std::fmt::Display;
    /// A change of one field.
    type Change: Clone;
    /// What one is called in a sentence: "note".
    const NOUN: &'static str;
    /// The record's id.
    fn id(&self) -> &Self::Id;
    /// Sets one field.
    fn change(&mut self, change: Self::Change);
}

/// Declares one object of the file: its fields in the documented order, `*` = required in a file, `!` = written
/// from the start, and (after the slash) the type of a change to one of its fields.
macro_rules! record {
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $json:literal) => { $json };
    (@bit *) => { 1 };
    (@bit) => { 0 };
    (@always !) => { 1 };
    (@always *) => { 1 };
    (@always) => { 0 };
    (
        $(#[$meta:meta])*
        pub struct $Name:ident / $Change:ident {
            $( $(#[$fmeta:meta])* $(@$flag:tt)? $field:ident $(as $json:literal)? : $ty:ty ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(test, derive(schemars::JsonSchema), schemars(default))]
        pub struct $Name {
            $( $(#[$fmeta])* $(#[cfg_attr(test, schemars(rename = $json))])? pub $field: $ty, )*
            /// What else the file held here.
            #[cfg_attr(test, schemars(skip))]
            pub extras: $crate::session::record::Extras,
        }

        #[doc = concat!("A change of one field of [`", stringify!($Name), "`].")]
        #[derive(Clone, Debug, PartialEq)]
        #[allow(non_camel_case_types, missing_docs, clippy::large_enum_variant, reason = "named as the fields are")]
        pub enum $Change { $( $field($ty) ),* }

        #[allow(non_camel_case_types, non_upper_case_globals, clippy::upper_case_acronyms, clippy::bad_bit_mask, dead_code, unused_imports, reason = "made for every record")]
        const _: () = {
            #[repr(u8)]
            enum F { $($field),* , End }
            const NAMES: &[&str] = &[ $( record!(@name $field $($json)?) ),* ];
            const COUNT: u8 = F::End as u8;
            const REQUIRED: u64 = 0 $( | (record!(@req $($flag)?) << (F::$field as u8)) )*;
            const ALWAYS: u64 = 0 $( | (record!(@always $($flag)?) << (F::$field as u8)) )*;

            impl Default for $Name {
                fn default() -> Self {
                    Self {
                        $( $field: <$ty as Default>::default(), )*
                        extras: $crate::session::record::Extras::fresh(ALWAYS),
                    }
                }
            }

            impl $Name {
                /// Sets one field.
                pub fn set(&mut self, change: $Change) {
                    match change { $( $Change::$field(value) => self.$field = value, )* }
                }
            }

            impl serde::Serialize for $Name {
                fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap;
                    let mut map = s.serialize_map(None)?;
                    self.extras.write(
                        &mut map,
                        COUNT,
                        |i| { $( if i == F::$field as u8 { return self.$field != <$ty as Default>::default(); } )* false },
                        |map, i| { $( if i == F::$field as u8 {
                            return map.serialize_entry(NAMES[F::$field as usize], &self.$field);
                        } )* Ok(()) },
                    )?;
                    map.end()
                }
            }

            impl<'de> serde::Deserialize<'de> for $Name {
                fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    struct V;
                    impl<'de> serde::de::Visitor<'de> for V {
                        type Value = $Name;
                        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                            f.write_str(concat!("an object of kind ", stringify!($Name)))
                        }
                        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$Name, A::Error> {
                            let mut out = $Name::default();
                            let mut reader = $crate::session::record::Reader::new(NAMES);
                            while let Some(i) = reader.next(&mut map)? {
                                $( if i == F::$field as u8 {
                                    out.$field = map.next_value()?;
                                    if ALWAYS & (1 << i) != 0 || out.$field == <$ty as Default>::default() {
                                        reader.keep(i);
                                    }
                                    continue;
                                } )*
                            }
                            out.extras = reader.finish(REQUIRED)?;
                            Ok(out)
                        }
                    }
                    d.deserialize_map(V)
                }
            }
        };
    };
    (@req *) => { 1 };
    (@req $($other:tt)?) => { 0 };
}
pub(crate) use record;

/// Says that a record has an id of its own: `entity!(Note, NoteId, NoteChange, "note")`.
macro_rules! entity {
    ($Name:ident, $Id:ident, $Change:ident, $noun:literal) => {
        impl $crate::session::record::Entity for $Name {
            type Id = $Id;
            type Change = $Change;
            const NOUN: &'static str = $noun;
            fn id(&self) -> &$Id {
                &self.id
            }
            fn change(&mut self, change: $Change) {
                self.set(change);
            }
        }
    };
}
pub(crate) use entity;
