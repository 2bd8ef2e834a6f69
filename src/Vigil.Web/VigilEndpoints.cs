using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Core;
using Vigil.Web.Alerts;
using Vigil.Web.DeadLetters;
using Vigil.Web.Health;
using Vigil.Web.Incidents;
using Vigil.Web.OpenApi;
using Vigil.Web.Operations;
using Vigil.Web.Problems;
using Vigil.Web.Uploads;
using Vigil.Web.Webhooks;

namespace Vigil.Web;

/// <summary>Maps the whole HTTP face for a head that routes by ASP.NET; the Functions head has one function per route instead.</summary>
public static class VigilEndpoints
{
    public static void MapVigil(this WebApplication app)
    {
        // The guard authenticates where a login is asked for. ASP.NET would add middleware that does so on every request: a sender's own
        // bearer secret would then be taken for a token, and keys be fetched for it.
        IDictionary<string, object?> properties = ((IApplicationBuilder)app).Properties;
        properties["__AuthenticationMiddlewareSet"] = properties["__AuthorizationMiddlewareSet"] = true;

        app.MapWebhooks();
        var alerts = app.Services.GetRequiredService<AlertEndpoint>();
        var incidents = app.Services.GetRequiredService<IncidentEndpoint>();
        var deadLetters = app.Services.GetRequiredService<DeadLetterEndpoint>();
        var uploads = app.Services.GetRequiredService<UploadEndpoint>();
        var reference = app.Services.GetRequiredService<ReferenceDataEndpoint>();
        var api = app.Services.GetRequiredService<ApiEndpoint>();
        var health = app.Services.GetRequiredService<HealthEndpoint>();

        Get(app, Routes.Alert, http => alerts.GetAsync(http, Value(http, "id")));
        Get(app, Routes.Incidents, incidents.ListAsync);
        Get(app, Routes.Incident, http => incidents.GetAsync(http, Value(http, "id")));
        Get(app, Routes.IncidentFindings, http => incidents.ListFindingsAsync(http, Value(http, "id")));
        Post(app, Routes.NextIncident, incidents.TakeNextAsync);
        Post(app, Routes.IncidentAction, http => incidents.ActAsync(http, Value(http, "id"), Value(http, "verb")));
        Get(app, Routes.DeadLetters, deadLetters.ListAsync);
        Post(app, Routes.DeadLetterReplay, http => deadLetters.ReplayAsync(http, Value(http, "id")));
        Post(app, Routes.Uploads, uploads.AcceptAsync);
        Post(app, Routes.UploadRelease, http => uploads.ReleaseAsync(http, Value(http, "id")));
        Get(app, Routes.Upload, http => uploads.GetAsync(http, Value(http, "id")));
        Post(app, Routes.ReferenceData, http => reference.ImportAsync(http, Value(http, "kind")));
        Get(app, Routes.OpenApi, _ => ValueTask.FromResult(api.Describe()));
        Get(app, Routes.Health, http => health.CheckAsync(http, Value(http, "probe")));
        app.MapFallback(http => Refusals.Of(Reason.NotFound).ExecuteAsync(http));
    }

    private static void Get(IEndpointRouteBuilder app, string route, Func<HttpContext, ValueTask<IResult>> action) =>
        app.MapMethods(Routes.Absolute(route), [Methods.Get], http => AnswerAsync(http, action));

    private static void Post(IEndpointRouteBuilder app, string route, Func<HttpContext, ValueTask<IResult>> action) =>
        app.MapMethods(Routes.Absolute(route), [Methods.Post], http => AnswerAsync(http, action));

    private static async Task AnswerAsync(HttpContext http, Func<HttpContext, ValueTask<IResult>> action) =>
        await (await action(http)).ExecuteAsync(http);

    private static string Value(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;
}
