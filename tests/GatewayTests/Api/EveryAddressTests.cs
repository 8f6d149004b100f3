using System.Text.Json;
using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Api;

/// <summary>
/// Every address of the running gateway with ids and terms that are none, by its own list of routes and its own description: an address that is added
/// is tried without anybody thinking of it, and fails the test until its body is known to <see cref="BadInputTests"/>.
/// </summary>
[Collection(ParkingCollection.Name)]
public sealed class EveryAddressTests(ParkingSystem system)
{
    private static readonly string[] WrongIds =
    [
        "UPPER", "a_b", "-a", "a%20b", "%00", "%F0%9F%9A%97", "..%2f..", new('a', 65), "a%0d%0ab", "%ff", "%ED%A0%80", "%7B%7D", "a;b=c", "~", "'--",
    ];

    private static readonly string[] WrongTerms =
    [
        "", "nonsense", "-1", "NaN", "1e999", "2026-13-45T99:99:99Z", "%00", "%ff", "%ED%A0%80", "%F0%9F%9A%97", "[]", "{}", "true", "9999999999999999999999",
        "..%2f..%2fetc%2fpasswd", "a%0d%0aX-Injected:%20yes", new('x', 5000),
    ];

    /// <summary>Addresses that are posted to without a body.</summary>
    private static readonly string[] Bodiless = ["POST /api/v1/quarantine/{id}/replay", "POST /api/v1/webhooks/{id}/test"];

    /// <summary>Addresses beside the API, which read nothing of what they are sent.</summary>
    private static readonly string[] Others = ["/health/live", "/health/ready", "/openapi/{documentName}.json", "/docs", "/hubs/", "/.well-known/"];

    [Fact]
    public async Task Every_route_is_described_and_every_body_is_tried()
    {
        var described = await OperationsAsync();
        var routes = system.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(route => Methods(route).Select(method => $"{method} /{route.RoutePattern.RawText!.Trim('/')}")).Distinct();
        foreach (var route in routes)
        {
            var (method, path) = (route[..route.IndexOf(' ')], route[(route.IndexOf(' ') + 1)..]);
            if (path.StartsWith("/api/", StringComparison.Ordinal))
                Assert.True(described.Exists(operation => operation.Name == route || (method == "HEAD" && operation.Name == $"GET {path}")), $"{route} is not described.");
            else
                Assert.True(path == "/" || Others.Any(known => path.StartsWith(known, StringComparison.Ordinal)), $"{route} is new: is it tried with bad input?");
        }

        Assert.Equal(
            described.Where(operation => operation.TakesBody).Select(operation => operation.Name).Order(StringComparer.Ordinal), BadInputTests.Bodies.Keys.Order(StringComparer.Ordinal));

        static IEnumerable<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused_wherever_it_stands()
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        foreach (var operation in await OperationsAsync())
        {
            foreach (var name in operation.Ids)
            {
                foreach (var id in WrongIds)
                {
                    var path = operation.Path(new() { [name] = id });
                    var answer = await HttpAnswer.SendAsync(http, operation.Method, path, operation.TakesBody ? BadInputTests.Bodies[operation.Name] : null);
                    // 405: an id of dots and slashes names another address.
                    Assert.True((int)answer.Status is 400 or 404 or 405, $"{operation.Name} with {name} = {id}: {(int)answer.Status} {answer.Text}");
                    if (answer.Text.Length == 0)
                        continue;
                    Assert.Equal("application/problem+json", answer.MediaType);
                    if (answer.Code == "invalid-request")
                        Assert.True(answer.Json.GetProperty("field").GetString() == name, $"{operation.Name} with {name} = {id}: {answer.Text}");
                }
            }
        }
    }

    [Fact]
    public async Task A_term_that_is_none_is_told_by_its_name()
    {
        var location = await system.NewLocationAsync();
        using var http = system.Http(system.Token(Role.Admin, "*"));
        foreach (var operation in await OperationsAsync())
        {
            foreach (var term in operation.Terms)
            {
                foreach (var value in WrongTerms)
                {
                    var path = $"{operation.Path(new() { ["id"] = operation.IsOfCamera ? ParkingSystem.PublicCamera : location, ["level"] = "upper" })}?{term}={value}";
                    using var answer = await http.SendAsync(new HttpRequestMessage(operation.Method, path), HttpCompletionOption.ResponseHeadersRead);
                    // A camera on a machine that is busy may give no picture in time.
                    var isLate = operation.IsOfCamera && (int)answer.StatusCode == 503;
                    // The term is one that is; what is missing is the body.
                    if (operation.TakesBody && (int)answer.StatusCode == 415)
                        continue;
                    Assert.True(isLate || (int)answer.StatusCode is 200 or 204 or 400, $"{operation.Method} {path}: {(int)answer.StatusCode}");
                    Assert.False(answer.Headers.Contains("X-Injected"));
                    if ((int)answer.StatusCode is 200 or 204 || operation.Method == HttpMethod.Head)
                        continue;
                    var text = await answer.Content.ReadAsStringAsync();
                    Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                    var (named, expected) = isLate ? ("code", "camera-offline") : ("field", term);
                    Assert.True(JsonSerializer.Deserialize<JsonElement>(text).GetProperty(named).GetString() == expected, $"{operation.Method} {path}: {text}");
                }
            }
        }
    }

    [Fact]
    public async Task A_body_where_none_is_read_changes_nothing_of_the_answer()
    {
        using var http = system.Http(system.Token(Role.Admin, "*"));
        string[] bodies = ["nonsense", new('[', 100_000), $"{{\"a\":\"{new string('x', 1024 * 1024)}\"}}"];
        foreach (var operation in (await OperationsAsync()).Where(operation => !operation.TakesBody && operation.Ids.Count > 0))
        {
            foreach (var body in bodies)
            {
                var answer = await HttpAnswer.SendAsync(http, operation.Method, operation.Path([]), body);
                Assert.True((int)answer.Status is 200 or 404 or 400 or 413, $"{operation.Name}: {(int)answer.Status} {answer.Text}");
            }
        }
    }

    [Theory]
    [InlineData("/hubs/parking/negotiate?negotiateVersion=1")]
    [InlineData("/hubs/cameras/negotiate?negotiateVersion=nonsense")]
    [InlineData("/hubs/parking?id=nobody")]
    [InlineData("/hubs/cameras?id=%00")]
    public async Task A_hub_that_is_sent_nonsense_answers_without_a_fault_of_its_own(string path)
    {
        using var http = system.Http();
        foreach (var body in new[] { "", "nonsense", new string('[', 100_000), $"{{\"a\":\"{new string('x', 1024 * 1024)}\"}}\u001e" })
        {
            var answer = await HttpAnswer.SendAsync(http, HttpMethod.Post, path, body);
            Assert.True((int)answer.Status < 500, $"{path}: {(int)answer.Status} {answer.Text}");
        }
    }

    /// <summary>The gateway's description of its API.</summary>
    private async Task<List<Operation>> OperationsAsync()
    {
        using var http = system.Http();
        var document = (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/openapi/v1.json")).Json;
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               select new Operation(HttpMethod.Parse(method.Name), path.Name, method.Value),
        ];
    }

    private sealed class Operation(HttpMethod method, string path, JsonElement description)
    {
        public HttpMethod Method => method;

        public string Name => $"{method} {path}";

        public bool TakesBody => description.TryGetProperty("requestBody", out _)
            || ((method == HttpMethod.Post || method == HttpMethod.Put || method == HttpMethod.Patch) && !Bodiless.Contains(Name));

        public bool IsOfCamera => path.StartsWith("/api/v1/cameras", StringComparison.Ordinal);

        public IReadOnlyList<string> Ids => Parameters("path");

        public IReadOnlyList<string> Terms => Parameters("query");

        /// <summary>The path with these ids; <c>nowhere</c> for those that are not given.</summary>
        public string Path(Dictionary<string, string> ids) => Ids.Aggregate(path, (at, name) => at.Replace($"{{{name}}}", ids.GetValueOrDefault(name, "nowhere"), StringComparison.Ordinal));

        private List<string> Parameters(string where) => description.TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == where).Select(parameter => parameter.GetProperty("name").GetString()!)]
            : [];
    }
}
