pub mod look;
pub mod widgets;
