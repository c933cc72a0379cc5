// Knowledge: the files under `queries/`, built into the program.
//
// In: nothing at run time; a build-tool plugin (`Plugins/EmbedQueries`) writes
// the files' text into a source of this module. Out: their text by path.
//
// The module knows no file's meaning: who asks for one reads it. It opens no
// file and has no state.
