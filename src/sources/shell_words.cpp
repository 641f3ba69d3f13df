#include "shell_words.hpp"

namespace poolsize::sources {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view operators = ";&|()";

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<std::string> split() {
    while (at_ < text_.size()) take_one();
    end_word();
    return std::move(words_);
  }

 private:
  void take_one() {
    const char c = text_[at_++];
    if (c == '\'' || c == '"') {
      take_quoted(c);
    } else if (c == '\\' && at_ < text_.size()) {
      if (text_[at_] != '\n') add(text_[at_]);  // a line goes on behind a backslash
      ++at_;
    } else if (c == '$' && text_.substr(at_).starts_with('{')) {
      take_expansion();
    } else if (blanks.find(c) != std::string_view::npos) {
      end_word();
      if (c == '\n') words_.emplace_back(";");
    } else if (operators.find(c) != std::string_view::npos && !(c == '(' && word_ == "$")) {
      if (c == ')' && in_substitution_) {
        add(c);
        in_substitution_ = false;
        return;
      }
      end_word();
      words_.emplace_back(1, c);
    } else {
      in_substitution_ = in_substitution_ || c == '(';
      add(c);
    }
  }

  void take_quoted(char quote) {
    in_word_ = true;
    for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
      const bool escaped = quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size();
      if (escaped) ++at_;
      add(text_[at_]);
    }
    if (at_ < text_.size()) ++at_;
  }

  /// ${NAME:-4} is one word, whatever is in it.
  void take_expansion() {
    add('$');
    for (bool open = true; open && at_ < text_.size(); ++at_) {
      add(text_[at_]);
      open = text_[at_] != '}';
    }
  }

  void add(char c) {
    word_ += c;
    in_word_ = true;
  }

  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string word_;
  bool in_word_ = false;
  bool in_substitution_ = false;  ///< inside $(…)
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> shell_words(std::string_view text) { return Splitter(text).split(); }

}  // namespace poolsize::sources
