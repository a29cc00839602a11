// The parts of Boost.JSON and Boost.ThrowException that headers alone do not give, in one place.
#include <boost/json/src.hpp>
#include <cstdlib>
#include <exception>

namespace boost {

// Called where Boost would throw. The library is built without exceptions and nothing that it uses
// of Boost ends here for any input; should that ever change, stopping is all that is left.
void throw_exception(const std::exception&) { std::abort(); }
void throw_exception(const std::exception&, const boost::source_location&) { std::abort(); }

}  // namespace boost
