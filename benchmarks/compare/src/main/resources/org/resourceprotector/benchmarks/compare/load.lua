-- Sends one token again and again, the tokens of a file one after the other, one token with the DPoP proofs of a file, or none.
-- arguments: none | one TOKEN | file FILE | proofs TOKEN FILE
-- Ends with one line of numbers for the driver. A file that was read to its end is said, because what follows was seen before.

local kind, file, first, before

local function line(token)
  if token then
    return "GET /user HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " .. token .. "\r\n\r\n"
  end
  return "GET /user HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
end

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  kind = args[1]
  ended = 0 -- global, so that done() can ask for it
  if kind == "file" then
    file = assert(io.open(args[2], "r"))
  elseif kind == "one" then
    first = line(args[2])
  elseif kind == "proofs" then
    file = assert(io.open(args[3], "r"))
    before = "GET /user HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port .. "\r\nAuthorization: DPoP " .. args[2] .. "\r\nDPoP: "
  else
    first = line(nil)
  end
end

function request()
  if not file then
    return first
  end
  local token = file:read("*l")
  if not token then
    ended = ended + 1
    file:seek("set", 0)
    token = file:read("*l")
  end
  return before and before .. token .. "\r\n\r\n" or line(token)
end

function done(summary, latency, requests)
  local again = 0
  for _, thread in ipairs(threads) do
    again = again + thread:get("ended")
  end
  io.write(string.format("result %d %d %d %d %d %d %d %d\n",
    summary.requests, summary.duration, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99), again, latency.max))
end
