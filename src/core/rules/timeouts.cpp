// Whether those who wait are told in time, and not too soon.
#include "cures.hpp"
#include "families.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace poolsize {
namespace {

/// "300 s": as the settings have it, and not "5 m".
std::string in_seconds(Duration time) { return fmt::format("{} s", time.seconds); }

constexpr double longest_s = 86'400;

constexpr Threshold shortest_pool_timeout{.name = "shortest_s",
                                          .value = 1,
                                          .unit = "s",
                                          .least = 0,
                                          .most = longest_s,
                                          .why =
                                              "one lost packet may cost a second: TCP may wait as long "
                                              "before it sends again (RFC 6298, section 2)"};

constexpr Threshold longest_pool_timeout{.name = "longest_s",
                                         .value = 60,
                                         .unit = "s",
                                         .least = 1,
                                         .most = longest_s,
                                         .why =
                                             "proxies give up after 60 s unless told otherwise (nginx, "
                                             "proxy_read_timeout; AWS, idle timeout of an "
                                             "Application Load Balancer)"};

constexpr Threshold longest_command_timeout{
    .name = "longest_s",
    .value = 300,
    .unit = "s",
    .least = 1,
    .most = longest_s,
    .why = "five times the usual 60 s: work of that length belongs into a job of its own"};

constexpr Rule pool_timeout_short{
    .id = "pool-timeout-short",
    .severity = Severity::warning,
    .title = "pool_timeout is below 1 s, or so short that too many requests will time out",
    .thresholds = {&shortest_pool_timeout},
    .why =
        "Whoever waits longer than pool_timeout gets an error instead of a connection. Below a second one "
        "lost packet or one slow transaction is enough, and requests fail that would have been served a "
        "moment later. Where the traffic is known, poolsize computes how many that will be. A timeout of "
        "half "
        "the client's own is never called short: nobody would be left to read a later answer.",
    .cure = "Raise pool_timeout; 30 s is usual, half of the client's timeout is enough.",
    .sources = {"RFC 6298, section 2: a retransmission timeout is at least 1 s",
                "sqlalchemy/pool/impl.py, QueuePool._do_get", "Zeltyn & Mandelbaum 2005: the M/M/c+D queue"},
    .check = [](const Subject& subject) -> Remarks {
      const auto& pool = subject.settings().sqlalchemy;
      if (!pool || pool->unlimited()) return {};
      const Variable* variable = subject.variable(knob::pool_timeout);
      const std::string value = stated(subject, knob::pool_timeout);
      const Duration usual = usual_timeout(subject);
      const Duration shortest{subject.limit(shortest_pool_timeout)};
      const auto& client = subject.question().request_timeout;
      const bool client_is_shorter = client && timeout_within(*client) < shortest;
      if (pool->pool_timeout < (client_is_shorter ? usual : shortest)) {
        const std::string limit = client_is_shorter ? "half of the request timeout" : in_seconds(shortest);
        return {{.about = variable,
                 .message =
                     fmt::format("{} is below {}: one slow transaction or one lost packet fails the requests "
                                 "that wait",
                                 value, limit),
                 .cure = pool_timeout_cure(subject, client_is_shorter ? usual : std::max(usual, shortest))}};
      }
      const Prediction* prediction = subject.predicted(PoolKind::sqlalchemy);
      if (prediction == nullptr) return {};
      const double allowed = subject.question().goal.max_timeouts;
      if (!above(prediction->timeout_probability, allowed)) return {};
      const std::optional<Duration> enough = sufficient_timeout(subject);
      if (!enough) return {};
      return {{.about = variable,
               .message = fmt::format(
                   "{} is so short that {} of the requests will time out; the goal allows {}", value,
                   percent_above(prediction->timeout_probability, allowed), percent(allowed)),
               .cure = pool_timeout_cure(subject, *enough)}};
    },
};

constexpr Rule pool_timeout_long{
    .id = "pool-timeout-long",
    .severity = Severity::warning,
    .title = "pool_timeout is above 60 s",
    .thresholds = {&longest_pool_timeout},
    .why =
        "A request that waits a minute for a connection has usually been given up by the proxy in front of "
        "the service, and by the person in front of that. It goes on waiting, takes a connection when its "
        "turn comes, and does work that nobody reads, so that an overload lasts longer than its cause. "
        "Health probes that need a connection hang as long.",
    .cure = "Set pool_timeout to 30 s, or to half of the client's timeout.",
    .sources = {"nginx.org, ngx_http_proxy_module: proxy_read_timeout 60s",
                "docs.aws.amazon.com, Application Load Balancers: idle timeout 60 seconds",
                "mozilla-ai/otari #1240: a probe takes the whole pool_timeout"},
    .check = [](const Subject& subject) -> Remarks {
      const auto& pool = subject.settings().sqlalchemy;
      const Duration longest{subject.limit(longest_pool_timeout)};
      if (!pool || pool->pool_timeout <= longest) return {};
      return {{.about = subject.variable(knob::pool_timeout),
               .message = fmt::format(
                   "{} is above {}: proxies have given up by then, and the request goes on waiting "
                   "for nobody",
                   stated(subject, knob::pool_timeout), in_seconds(longest)),
               .cure = pool_timeout_cure(subject, std::min(usual_timeout(subject), longest))}};
    },
};

constexpr Rule pool_timeout_above_request{
    .id = "pool-timeout-above-request",
    .severity = Severity::error,
    .title = "pool_timeout is not below --request-timeout",
    .needs = {Need::request_timeout},
    .why =
        "The client is gone before the pool answers. It sees its own timeout instead of an error that says "
        "what is wrong, tries again, and joins the queue a second time, while its first request still waits "
        "and will use a connection for an answer that nobody reads. The same holds for readiness probes: one "
        "that waits for a connection longer than the probe allows takes a busy instance out of service.",
    .cure = "Set pool_timeout to half of the request timeout, so that the other half is left for the work.",
    .sources = {"PostHog/posthog #46457: readiness waits 20 s for a connection, its probe 2 s",
                "mozilla-ai/otari #1247", "sqlalchemy/pool/impl.py, QueuePool._do_get"},
    .check =
        [](const Subject& subject) {
          Remarks remarks;
          const Duration client = *subject.question().request_timeout;
          const Duration enough = timeout_within(client);
          const std::string end = fmt::format(
              "the request timeout of {}: the client is gone before the pool answers", to_string(client));
          const auto& pool = subject.settings().sqlalchemy;
          if (pool && !pool->unlimited() && pool->pool_timeout >= client) {
            remarks.push_back(
                {.about = subject.variable(knob::pool_timeout),
                 .message = fmt::format("{} is not below {}", stated(subject, knob::pool_timeout), end),
                 .cure = pool_timeout_cure(subject, enough)});
          }
          const auto& acquire = subject.question().acquire_timeout;
          if (subject.settings().asyncpg && acquire && *acquire >= client) {
            remarks.push_back({.message = fmt::format("asyncpg's acquire timeout of {} is not below {}",
                                                      to_string(*acquire), end),
                               .cure = fmt::format("acquire with timeout={}", enough.seconds)});
          }
          return remarks;
        },
};

constexpr Rule command_timeout_long{
    .id = "command-timeout-long",
    .severity = Severity::warning,
    .title = "asyncpg's command_timeout is above 300 s",
    .thresholds = {&longest_command_timeout},
    .why =
        "One statement that hangs on a lock keeps its connection until the command times out. As many of "
        "them "
        "as the pool has connections, and the service stands still for that long. Reports and migrations "
        "that "
        "need more time are better off with a connection of their own.",
    .cure = "Set command_timeout to 60 s, and give long work a timeout of its own.",
    .sources = {"asyncpg/connection.py, connect: command_timeout",
                "www.postgresql.org/docs, Client Connection Defaults: statement_timeout, lock_timeout"},
    .check = [](const Subject& subject) -> Remarks {
      const auto& pool = subject.settings().asyncpg;
      const Duration longest{subject.limit(longest_command_timeout)};
      if (!pool || pool->command_timeout <= longest) return {};
      PoolSettings wanted = subject.values();
      wanted.asyncpg->command_timeout = std::min(AsyncpgSettings{}.command_timeout, longest);
      return {
          {.about = subject.variable(knob::command_timeout),
           .message = fmt::format("{} is above {}: a statement that hangs keeps its connection for so long",
                                  stated(subject, knob::command_timeout), in_seconds(longest)),
           .cure = set_cure(subject, wanted)}};
    },
};

constexpr std::array family{pool_timeout_short, pool_timeout_long, pool_timeout_above_request,
                            command_timeout_long};
static_assert(well_formed(family));

}  // namespace

std::span<const Rule> timeout_rules() { return family; }

}  // namespace poolsize
