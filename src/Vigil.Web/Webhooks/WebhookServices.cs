using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Web.Webhooks.Keys;

namespace Vigil.Web.Webhooks;

/// <summary>Registration and mapping of webhooks.</summary>
public static class WebhookServices
{
    /// <summary>Registers intake with the options of section <c>Intake</c>, and its HTTP face.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration) => services
        .AddIntake(options => configuration.GetSection(IntakeOptions.Section).Bind(options))
        .AddSingleton<ITokenValidator, TokenValidator>()
        .AddSingleton<IEd25519, Ed25519>()
        .AddSingleton<WebhookEndpoint>();

    /// <summary>Maps the webhooks for every method: which one is allowed is for intake to say.</summary>
    public static IEndpointConventionBuilder MapWebhooks(this IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<WebhookEndpoint>();
        return endpoints.Map(Routes.Absolute(Routes.Webhooks), async (HttpContext context) =>
        {
            var result = await endpoint.HandleAsync(context, (string)context.Request.RouteValues["instance"]!);
            await result.ExecuteAsync(context);
        });
    }
}
