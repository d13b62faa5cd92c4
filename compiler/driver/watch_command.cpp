// nansen watch: compares a draft over cases each time one of its files is saved, and prints what
// changed since the last save.

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "compiler/compare/present_drafts.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/driver/comparison.h"
#include "compiler/driver/draft_comparer.h"
#include "compiler/driver/file_watch.h"
#include "compiler/report/number.h"

namespace nansen::driver {

namespace {

using Clock = std::chrono::steady_clock;

std::string text_of_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// How many cases each definition covers: yes, and yes or undetermined.
struct Covered {
  std::int64_t certainly = 0;
  std::int64_t possibly = 0;
};

enum class Side : std::uint8_t { Before, After };

/// Of each truth among the subjects, by its name.
std::map<std::string, Covered> covered(const compare::Outcome& outcome, Side side) {
  constexpr std::size_t yes = 0;
  constexpr std::size_t undetermined = 1;
  std::map<std::string, Covered> all;
  for (const compare::Effect& effect : outcome.effects) {
    const compare::Subject& subject = outcome.subjects[effect.subject];
    if (subject.kind != compare::Subject::Kind::Truth) continue;
    const auto sum = [&](std::size_t category) {
      std::int64_t persons = 0;
      for (std::size_t other = 0; other < effect.transitions.size(); ++other) {
        persons += side == Side::Before ? effect.transitions[category][other].persons
                                        : effect.transitions[other][category].persons;
      }
      return persons;
    };
    const std::int64_t certainly = sum(yes);
    all[subject.name] = {certainly, certainly + sum(undetermined)};
  }
  return all;
}

bool any_differs(const compare::Outcome& outcome) {
  return std::any_of(outcome.effects.begin(), outcome.effects.end(),
                     [](const compare::Effect& effect) { return effect.differing.cases > 0; });
}

class Watcher {
 public:
  Watcher(Command& command, const Common& common, const CompareArguments& arguments, TextName text)
      : command_(command),
        common_(common),
        arguments_(arguments),
        terminal_(command.terminal()),
        options_(command.session().options()),
        files_(command.session().shared_files()),
        text_(std::move(text)) {}

  /// Compares the draft as it stands, once its files are watched. False iff something is wrong,
  /// which the command emits.
  bool begin() {
    session::Session& session = command_.session();
    if (!watch_all()) return false;
    const auto begin = Clock::now();
    auto compared = compared_texts(session, arguments_.asking.definitions);
    if (!compared) return false;
    auto outcome = DraftComparer(session, arguments_, terminal_, *compared).outcome(kept_);
    if (!outcome) return false;
    for (const auto& [name, each] : covered(*outcome, Side::Before)) in_base_[name] = each;
    say(fmt::format("{} as amended by {}, over {}", outcome->base, name(), cases(*outcome)), begin);
    print(compare::present_briefly(*outcome));
    last_ = std::move(compared->texts[1]);
    return true;
  }

  /// Answers every save until it is told to stop, the files cannot be watched, or no one takes what
  /// is printed; the command emits what is wrong.
  void watch() {
    print_line(fmt::format("\nWatching {} and what it builds on; Ctrl-C ends it.", name()));
    while (arrives_) {
      const std::set<std::string> saved = watch_.next();
      if (saved.empty()) return;
      const auto begin = Clock::now();
      if (!read_again(saved)) continue;
      answer(begin);
      if (!watch_all()) return;
    }
  }

 private:
  std::string name() const { return fmt::format("{}", fmt::join(text_.drafts, ", ")); }

  static std::string cases(const compare::Outcome& outcome) {
    return report::counted(mpz_class(static_cast<unsigned long>(outcome.cases)), "case");
  }

  void show() {
    if (arrives_) arrives_ = command_.show_printed();
  }
  void print_line(const std::string& line) {
    print_out(line + "\n");
    show();
  }
  void print(const report::Report& report) {
    print_report(report, OutputFormat::Table, terminal_);
    show();
  }
  void say(const std::string& what, Clock::time_point begin) {
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    print_line(fmt::format("{:%H:%M:%S} {} ({} ms)", fmt::localtime(now), what, took.count()));
  }

  /// Watches the provision files and tables that the answer rests on.
  bool watch_all() {
    Emitter& emitter = command_.emitter();
    std::set<std::string> paths;
    for (const ast::File& file : files_->files) paths.insert(files_->sources[file.file].path);
    if (const auto tables = table_files(arguments_.cases, emitter)) {
      for (const InputFile& input : inputs_of(*tables)) {
        paths.insert(input.path);
        tables_.insert(input.path);
      }
    }
    for (const std::string& path : paths) {
      if (!watched_.insert(path).second) continue;
      std::error_code failure;
      const std::string reason = std::filesystem::is_regular_file(path, failure)
                                     ? watch_.add(path)
                                     : "it is no file that can be read again";
      if (reason.empty()) continue;
      emitter.emit(Code::CannotWatch, FileLocation{path}, path, reason);
      return false;
    }
    return true;
  }

  /// Reads what of `saved` is not as it was. False iff all is.
  bool read_again(const std::set<std::string>& saved) {
    bool changed = false;
    for (std::size_t index = 0; index < files_->files.size(); ++index) {
      const FileId file = files_->files[index].file;
      const std::string path = files_->sources[file].path;
      if (!saved.contains(path) || text_of_file(path) == files_->sources[file].text) continue;
      session::reload(*files_, file, session::wanted(options_));
      changed = true;
    }
    for (const std::string& path : saved) {
      if (!tables_.contains(path)) continue;
      kept_ = {};
      changed = true;
    }
    return changed;
  }

  /// One save, answered: what it changed since the last one that could be read.
  void answer(Clock::time_point begin) {
    session::Session session(options_, files_);
    auto compared = session.emitter().has_errors()
                        ? std::nullopt
                        : compared_texts(session, arguments_.asking.definitions);
    std::optional<compare::Outcome> outcome;
    if (compared) {
      ComparedTexts since;
      since.instrument = compared->instrument;
      since.member = compared->member;
      since.texts.push_back(std::move(*last_));
      since.texts.push_back(std::move(compared->texts[1]));
      outcome = DraftComparer(session, arguments_, terminal_, since).outcome(kept_);
      last_ = std::move(since.texts[outcome ? 1 : 0]);
    }
    print_diagnostics(session, common_, terminal_);
    if (!outcome) {
      return say(fmt::format("{} cannot be compared as it stands; the answers are still those of "
                             "the last save",
                             name()),
                 begin);
    }
    outcome->base = text_.instrument;  // definitions are called as in what it prints of the base
    if (!any_differs(*outcome)) {
      return say(fmt::format("no case of {} is answered differently than before this save",
                             cases(*outcome)),
                 begin);
    }
    say(fmt::format("what this save changed, over {}", cases(*outcome)), begin);
    report::Report report = compare::present_briefly(*outcome);
    add_totals(*outcome, report);
    print(report);
  }

  /// Whom the definitions that differ cover now, before, and without the draft.
  void add_totals(const compare::Outcome& outcome, report::Report& report) const {
    report::Sheet sheet;
    sheet.key = "covered";
    sheet.title = "Who is covered";
    sheet.columns = {{"definition"},
                     {"in " + text_.instrument, report::Align::Right},
                     {"before this save", report::Align::Right},
                     {"now", report::Align::Right},
                     {"now, perhaps", report::Align::Right}};
    const auto before = covered(outcome, Side::Before);
    const auto now = covered(outcome, Side::After);
    for (const compare::Effect& effect : outcome.effects) {
      const std::string& subject = outcome.subjects[effect.subject].name;
      const auto covers = now.find(subject);
      if (effect.differing.cases == 0 || covers == now.end()) continue;
      const auto base = in_base_.find(subject);
      sheet.rows.push_back(
          {subject, base == in_base_.end() ? report::Value() : base->second.certainly,
           before.at(subject).certainly, covers->second.certainly, covers->second.possibly});
    }
    if (!sheet.rows.empty()) report.parts.emplace_back(std::move(sheet));
  }

  Command& command_;
  const Common& common_;
  const CompareArguments& arguments_;
  const Terminal& terminal_;
  const session::Options options_;
  const std::shared_ptr<session::Loaded> files_;
  const TextName text_;
  KeptCases kept_;
  std::map<std::string, Covered> in_base_;
  /// The text as it was last compared: its program, which needs no file any more.
  std::optional<ComparedText> last_;
  FileWatch watch_;
  std::set<std::string> watched_;
  std::set<std::string> tables_;
  bool arrives_ = true;  // all that was printed
};

}  // namespace

Status run_watch(const WatchArguments& watch, const Terminal& terminal) {
  CompareArguments arguments = watch.compare;
  const Common common = common_of(arguments);
  Command command(common, terminal);
  session::Session& session = command.session();
  const auto answer = [&] {
    if (!session.load()) return;
    auto text = find_text(session, arguments.asking.definitions.front());
    if (!text) return;
    if (text->drafts.empty()) {
      session.emitter().emit(Code::DraftHasNoPart, CommandLocation{}, text->instrument).help =
          "name the draft that is to be watched: nansen watch DRAFT";
      return;
    }
    arguments.asking.definitions.insert(arguments.asking.definitions.begin(), text->instrument);
    Watcher watcher(command, common, arguments, std::move(*text));
    if (watcher.begin()) watcher.watch();
  };
  answer();
  return command.close();
}

}  // namespace nansen::driver
