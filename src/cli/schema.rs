//! `offsite schema`: the session file as a JSON Schema (draft 2020-12). A test makes it of the data model.

use super::print;

/// The schema, as the test below makes it of the data model's types and their docstrings.
pub const SCHEMA: &str = include_str!("../../assets/session.schema.json");

/// Prints it.
pub fn run() -> anyhow::Result<u8> {
    print(SCHEMA.as_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::session::Session;

    fn made() -> Value {
        let mut schema = schemars::schema_for!(Session).to_value();
        let object = schema.as_object_mut().unwrap();
        object.insert("title".into(), "cx-workshop-session".into());
        object.insert("required".into(), serde_json::json!(["format", "schema_version", "session"]));
        without_defaults(&mut schema);
        schema
    }

    /// Defaults of absent fields are how the program reads a file, not what the file promises.
    fn without_defaults(value: &mut Value) {
        match value {
            Value::Object(object) => {
                if object.contains_key("type") || object.contains_key("$ref") || object.contains_key("anyOf")
                {
                    object.remove("default");
                }
                object.values_mut().for_each(without_defaults);
            }
            Value::Array(items) => items.iter_mut().for_each(without_defaults),
            _ => {}
        }
    }

    /// `OFFSITE_WRITE_SCHEMA=1 cargo test --lib schema` writes it anew.
    #[test]
    fn the_schema_says_what_the_data_model_says() {
        let made = serde_json::to_string_pretty(&made()).unwrap() + "\n";
        if std::env::var_os("OFFSITE_WRITE_SCHEMA").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/session.schema.json");
            std::fs::write(path, made).unwrap();
            return;
        }
        assert!(made == SCHEMA, "write it anew: OFFSITE_WRITE_SCHEMA=1 cargo test --lib schema");
    }
}
