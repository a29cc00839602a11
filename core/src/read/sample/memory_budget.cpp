#include "read/sample/memory_budget.h"

#include <string>

#include "read/sample/byte_size.h"

namespace headwater {

Error MemoryBudget::TooLong(std::string_view what, std::string_view elements,
                            const Place& place) const {
  return {ErrorCode::kTooLarge,
          std::string(what) + " more than " + std::to_string(longest_row_) + ' ' +
              std::string(elements) +
              ", and a square matrix of so many takes more than the limit of " +
              ByteSizeText(limit_),
          place};
}

}  // namespace headwater
