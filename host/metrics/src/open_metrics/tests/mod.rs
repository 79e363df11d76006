mod arbitrary;
mod parser;
mod rules;
