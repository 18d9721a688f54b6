//! Lists of the session: ordered as in the file, cheap to copy for undo, found by id.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

#[cfg(test)]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::record::Entity;

/// What a list can hold.
pub trait Item: Clone + Send + Sync + 'static {}
impl<T: Clone + Send + Sync + 'static> Item for T {}

/// An item whose kind the list knows: one tree is compiled for all kinds.
type Held = Arc<dyn Any + Send + Sync>;

/// An ordered list whose copies share what did not change.
#[derive(Clone)]
pub struct List<T>(imbl::Vector<Held>, PhantomData<fn() -> T>);

#[expect(clippy::expect_used, reason = "only items of the list's own kind are ever put in")]
fn known<T: Item>(held: &Held) -> &T {
    held.downcast_ref().expect("a list holds one kind")
}

fn hold<T: Item>(item: T) -> Held {
    Arc::new(item)
}

impl<T: Item + std::fmt::Debug> std::fmt::Debug for List<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Item + PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        let both = || self.0.iter().zip(&other.0);
        self.len() == other.len() && both().all(|(a, b)| shared(a, b) || known::<T>(a) == known::<T>(b))
    }
}

/// Whether both are one and the same in memory.
fn shared(a: &Held, b: &Held) -> bool {
    std::ptr::addr_eq(Arc::as_ptr(a), Arc::as_ptr(b))
}

impl<T: Item + Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.iter())
    }
}

impl<'de, T: Item + Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Items<T>(PhantomData<T>);
        impl<'de, T: Item + Deserialize<'de>> Visitor<'de> for Items<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
                let mut items = List::default();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(items)
            }
        }
        d.deserialize_seq(Items(PhantomData))
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(imbl::Vector::new(), PhantomData)
    }
}

impl<T> List<T> {
    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Moves an item to another place.
    pub fn shift(&mut self, from: usize, to: usize) {
        if from < self.0.len() {
            let item = self.0.remove(from);
            self.0.insert(to.min(self.0.len()), item);
        }
    }

    /// Whether both are the very same list in memory, so nothing can have changed.
    pub fn same(&self, other: &Self) -> bool {
        // A short list lies in its handle, so that a copy is at another place; what it holds is not.
        const SHORT: usize = 64;
        let alike = || self.0.iter().zip(&other.0).all(|(mine, theirs)| shared(mine, theirs));
        self.0.ptr_eq(&other.0) || (self.0.len() == other.0.len() && self.0.len() <= SHORT && alike())
    }
}

impl<T: Item> List<T> {
    /// In order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + Clone {
        self.0.iter().map(known)
    }

    /// By place.
    pub fn at(&self, index: usize) -> Option<&T> {
        self.0.get(index).map(known)
    }

    /// At the end.
    pub fn push(&mut self, item: T) {
        self.0.push_back(hold(item));
    }

    /// At a place, at most the end.
    pub fn insert(&mut self, index: usize, item: T) {
        self.0.insert(index.min(self.0.len()), hold(item));
    }

    /// The item at a place, to change it; the copy that undo holds stays as it was.
    pub fn at_mut(&mut self, index: usize) -> Option<&mut T> {
        let held = self.0.get_mut(index)?;
        if Arc::get_mut(held).is_none() {
            *held = hold(known::<T>(held).clone());
        }
        Arc::get_mut(held)?.downcast_mut()
    }

    /// Takes the item at a place out.
    pub fn take(&mut self, index: usize) -> Option<Arc<T>> {
        (index < self.0.len()).then(|| self.0.remove(index))?.downcast().ok()
    }

    /// Keeps what `keep` says.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        if self.iter().any(|item| !keep(item)) {
            self.0 = self.0.iter().filter(|held| keep(known(held))).cloned().collect();
        }
    }

    /// Changes each item for which `edit` makes a difference; the others stay shared.
    pub fn each_mut(&mut self, wanted: impl Fn(&T) -> bool, mut edit: impl FnMut(&mut T)) {
        let places: Vec<usize> = self.iter().enumerate().filter(|(_, t)| wanted(t)).map(|(i, _)| i).collect();
        for i in places {
            if let Some(item) = self.at_mut(i) {
                edit(item);
            }
        }
    }
}

impl<T: Entity + Item> List<T> {
    /// The place of an id.
    pub fn place(&self, id: &T::Id) -> Option<usize> {
        self.iter().position(|item| item.id() == id)
    }

    /// By id.
    pub fn get(&self, id: &T::Id) -> Option<&T> {
        self.iter().find(|item| item.id() == id)
    }

    /// By id, to change it.
    pub fn get_mut(&mut self, id: &T::Id) -> Option<&mut T> {
        let place = self.place(id)?;
        self.at_mut(place)
    }

    /// Whether the id is here.
    pub fn has(&self, id: &T::Id) -> bool {
        self.place(id).is_some()
    }
}

impl<T: Item> FromIterator<Arc<T>> for List<T> {
    fn from_iter<I: IntoIterator<Item = Arc<T>>>(items: I) -> Self {
        Self(items.into_iter().map(|item| item as Held).collect(), PhantomData)
    }
}

impl<T: Item> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().map(hold).collect(), PhantomData)
    }
}

#[cfg(test)]
impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        json_schema!({ "type": "array", "items": item })
    }
}

/// A small table of the file (`{"T01": 8, …}`), in the file's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<V>(pub Vec<(SmolStr, V)>);

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Table<V> {
    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&V> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// Sets the value under a key; a new key goes to the end.
    pub fn set(&mut self, key: &str, value: V) {
        match self.0.iter_mut().find(|(k, _)| k == key) {
            Some((_, v)) => *v = value,
            None => self.0.push((key.into(), value)),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v))
    }
}

impl<V: Serialize> Serialize for Table<V> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.0.iter().map(|(k, v)| (k, v)))
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Table<V> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Visitor<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<V> {
            type Value = Table<V>;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Table<V>, A::Error> {
                let mut table = Table(Vec::new());
                while let Some(entry) = map.next_entry()? {
                    table.0.push(entry);
                }
                Ok(table)
            }
        }
        d.deserialize_map(Visitor(std::marker::PhantomData))
    }
}

#[cfg(test)]
impl<V: JsonSchema> JsonSchema for Table<V> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("TableOf{}", V::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<V>();
        json_schema!({ "type": "object", "additionalProperties": value })
    }
}
