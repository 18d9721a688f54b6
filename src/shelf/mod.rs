//! The shelf: the only room that knows the disk. Sessions, drafts, backups, locks, folders and settings live here as
//! files; what a session means is not known here, only its bytes.

pub mod backups;
pub mod clicker;
pub mod config;
pub mod desk;
pub mod disk;
pub mod drafts;
pub mod explain;
#[doc(hidden)]
pub mod faulty;
pub mod folders;
pub mod format;
mod halves;
pub mod import;
pub mod lock;
#[doc(hidden)]
pub mod memory;
pub mod names;
pub mod opened;
mod plain;
pub mod read;
pub mod saver;
pub mod spot;
pub mod store;
pub mod wall;
pub mod zone;

pub use explain::explain;
