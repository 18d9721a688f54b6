//! `offsite schema`: the session file as a JSON Schema (draft 2020-12).

use super::print;
use crate::session::Session;

/// The schema as a value.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Session).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), "cx-workshop-session".into());
        object.insert("required".into(), serde_json::json!(["format", "schema_version", "session"]));
    }
    without_defaults(&mut schema);
    schema
}

/// Defaults of absent fields are how the program reads a file, not what the file promises.
fn without_defaults(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            if object.contains_key("type") || object.contains_key("$ref") || object.contains_key("anyOf") {
                object.remove("default");
            }
            object.values_mut().for_each(without_defaults);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_defaults),
        _ => {}
    }
}

/// Prints it.
pub fn run() -> anyhow::Result<u8> {
    let mut out = serde_json::to_vec_pretty(&schema())?;
    out.push(b'\n');
    print(&out)
}
