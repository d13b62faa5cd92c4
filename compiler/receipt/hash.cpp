// SHA-256 of texts and files, by OpenSSL.
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "compiler/base/bug.h"
#include "compiler/receipt/receipt.h"

namespace nansen::receipt {
namespace {

class Hash {
 public:
  Hash() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }

  void add(std::string_view bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  }

  std::string digits() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
    static constexpr std::string_view hexadecimal = "0123456789abcdef";
    std::string text;
    for (unsigned int at = 0; at < size; ++at) {
      text += hexadecimal[digest[at] >> 4];
      text += hexadecimal[digest[at] & 15];
    }
    return text;
  }

 private:
  // The library's own algorithm fails only where there is no memory.
  static void require(bool done) {
    if (!done) bug("SHA-256 cannot be worked out");
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      // A pipe that nobody writes to must not make the command wait.
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

std::string sha256(std::string_view bytes) {
  Hash hash;
  hash.add(bytes);
  return hash.digits();
}

std::optional<File> hash_file(const std::string& path, std::string& reason) {
  const Descriptor file(path);
  struct stat status{};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    reason = std::strerror(errno);
    return std::nullopt;
  }
  if (!S_ISREG(status.st_mode)) {
    reason = S_ISDIR(status.st_mode) ? "it is a folder" : "it is no regular file";
    return std::nullopt;
  }
  File hashed;
  Hash hash;
  std::string part(1 << 16, '\0');
  for (;;) {
    const ssize_t count = ::read(file.number(), part.data(), part.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      reason = std::strerror(errno);
      return std::nullopt;
    }
    if (count == 0) {
      hashed.sha256 = hash.digits();
      return hashed;
    }
    hash.add({part.data(), static_cast<std::size_t>(count)});
    hashed.bytes += static_cast<std::uint64_t>(count);
  }
}

}  // namespace nansen::receipt
