using System.Net;
using DropoutSweep.Silo.Api;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Inspection;
using DropoutSweep.Silo.Api.Probes;
using DropoutSweep.Silo.Api.Security;
using DropoutSweep.Silo.Api.Silos;
using DropoutSweep.Silo.Api.Sweeps;
using DropoutSweep.Silo.Api.Trials;
using DropoutSweep.Silo.Api.Upkeep;
using DropoutSweep.Silo.Api.Watching;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Silo.Page;
using DropoutSweep.Silo.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DropoutSweep.Silo.Hosting;

/// <summary>
/// Serves a silo's API. Reads no settings files and no environment variables but the tokens' and Kestrel's, takes no signals and
/// writes nothing to the console: what it needs it is given.
/// </summary>
public static class ApiHost
{
    /// <summary>Most bytes of a request's body.</summary>
    public const int MaxBody = 1_048_576;

    private const int MaxHeaders = 16_384;
    private const int MaxConnections = 2_000;

    private static readonly TimeSpan s_patienceAtStop = TimeSpan.FromSeconds(5);

    /// <summary>Checks options as <see cref="Build"/> does, and builds nothing.</summary>
    /// <param name="options">How it would be served.</param>
    /// <exception cref="ApiOptionsException">The options are wrong.</exception>
    public static void Check(ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TlsSettings.Read(ApiSettings.Of(options, Environment.GetEnvironmentVariable));
    }

    /// <summary>
    /// Builds the API; it serves from <c>StartAsync</c>, which throws <see cref="IOException"/> when the address is taken, to
    /// <c>StopAsync</c>. More may be mapped before it is started.
    /// </summary>
    /// <param name="options">How it is served.</param>
    /// <param name="services">What it is served from.</param>
    /// <exception cref="ApiOptionsException">The options are wrong, such as an address beyond loopback without a token.</exception>
    public static WebApplication Build(ApiOptions options, ApiServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        var settings = ApiSettings.Of(options, Environment.GetEnvironmentVariable, services.Time);
        var tls = TlsSettings.Read(settings);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "DropoutSweep" });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Serve(kestrel, settings, tls));
        AddServices(builder.Services, settings, services);
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseMiddleware<HeadMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<HostMiddleware>();
        if (settings.Token is not null)
        {
            app.UseMiddleware<TokenMiddleware>();
        }

        app.UseMiddleware<StreamLimit>();
        app.UseWhen(static context => !ApiPaths.IsForWatchers(context.Request.Path), static branch => branch.UseMiddleware<StoreAwayMiddleware>());
        app.UseRouting();
        app.UseRateLimiter();
        Map(app);
        if (services.Telemetry is { } telemetry)
        {
            app.MapMetrics(telemetry);
        }

        return app;
    }

    /// <summary>Where a started API is served, such as <c>http://127.0.0.1:5080</c>.</summary>
    public static Uri AddressOf(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new Uri(app.Urls.First());
    }

    private static void Serve(KestrelServerOptions kestrel, ApiSettings settings, IConfiguration? tls)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = settings.Options.HeadersWithin;
        if (tls is not null)
        {
            kestrel.Configure(tls, reloadOnChange: true);
        }
        else if (settings.Address.Equals(IPAddress.IPv6Any))
        {
            // Both families, or the one there is.
            kestrel.ListenAnyIP(settings.Options.Port);
        }
        else
        {
            kestrel.Listen(settings.Address, settings.Options.Port);
        }
    }

    private static void AddServices(IServiceCollection collection, ApiSettings settings, ApiServices services)
    {
        collection.AddSingleton<IHostLifetime, ApiQuietLifetime>();
        collection.Configure<HostOptions>(host => host.ShutdownTimeout = s_patienceAtStop);
        collection.Configure<RouteHandlerOptions>(route => route.ThrowOnBadRequest = true);
        collection.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        collection.AddMetrics();
        collection.AddRouting();
        collection.AddRateLimiter(limiter => RequestLimits.Configure(limiter, settings.Options));
        collection.AddOpenApi("v1", OpenApiDocumentText.Configure);
        collection.AddSingleton(services.Loggers);
        collection.AddSingleton(services.Time);
        collection.AddSingleton(services.Store);
        collection.AddSingleton(services.Readiness);
        collection.AddSingleton(services);
        collection.AddSingleton(settings);
        collection.AddSingleton(settings.Hosts);
        collection.AddSingleton<KnownSweeps>();
        collection.AddSingleton<SummaryCache>();
        collection.AddSingleton<InspectionCache>();
        collection.AddSingleton<SweepWatcher>();
        collection.AddHostedService(provider => provider.GetRequiredService<SweepWatcher>());
        collection.AddPage();
    }

    private static void Map(WebApplication app)
    {
        var v1 = app.MapGroup(ApiPaths.V1).WithMetadata(
            new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized, typeof(ApiProblem), [Problems.MediaType]),
            new ProducesResponseTypeMetadata(StatusCodes.Status503ServiceUnavailable, typeof(ApiProblem), [Problems.MediaType]));
        v1.AddEndpointFilterFactory(KnownQuery.Create);
        v1.MapSweeps();
        v1.MapTrials();
        v1.MapInspection();
        v1.MapSilos();
        v1.MapPrune();
        v1.MapInfo();
        app.MapProbes();
        app.MapOpenApi();
        app.MapPage();
    }
}
