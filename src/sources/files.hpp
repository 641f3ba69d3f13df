// Whole files, read and written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace poolsize::sources {

/// The most that is read of any file, in bytes: lines and columns then fit an int, and the text, with what is
/// made of it, fits the memory of a small machine.
inline constexpr std::size_t largest_text = std::size_t{1} << 30;

/// What a file is called in messages: its path, or "<stdin>" for "-".
std::string shown_name(const std::string& path);

/// The bytes of a file; of standard input if `path` is "-". Pipes and devices are read to their end. Throws
/// Error(Failure::access) if there is no such file, it is a folder, it may not be read, reading fails, or it
/// is longer than `largest` bytes.
std::string read_text(const std::string& path, std::size_t largest = largest_text);

struct WriteOptions {
  bool backup = false;  ///< keep what the file held until now in FILE.bak
};

/// Replaces the text of a file, or makes a new file. Whatever happens, even a kill or a power cut, the file
/// holds all of the old text or all of the new one: the new text goes to a temporary file in the same folder,
/// to the disk, and by a rename to its place; a symbolic link is followed. Mode and owner are kept; hard
/// links, access lists and other attributes are not. Returns the path of the file itself: `path`, or where
/// the link led; the backup lies beside it. Throws Error(Failure::access), the file then being as it was, if
/// it is not a regular file, may not be written, its owner cannot be kept, or anything fails on the way.
std::string write_atomically(const std::string& path, std::string_view text, WriteOptions options = {});

/// Writes to whatever `path` names: regular and new files atomically, devices and pipes as they are. Throws
/// as write_atomically() does.
void write_text(const std::string& path, std::string_view text);

}  // namespace poolsize::sources
